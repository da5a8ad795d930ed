package tokenmanagement.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Gives every request its id, and tells it in the answer: audit trail and log know the request by it. Mapped in web.xml. */
public class RequestTraceFilter extends HttpFilter {
    static final String HEADER = "X-Request-Id";

    private static final long serialVersionUID = 1L;
    private static final String TRACE = RequestTrace.class.getName();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestTrace trace = of(request);
        response.setHeader(HEADER, trace.id());
        if (RequestTrace.current().isPresent()) {
            // the page of an error, written from within its request
            chain.doFilter(request, response);
            return;
        }
        trace.begin();
        try {
            chain.doFilter(request, response);
        } finally {
            RequestTrace.end();
        }
    }

    /** The page of an error belongs to the same request. */
    private static RequestTrace of(HttpServletRequest request) {
        if (request.getAttribute(TRACE) instanceof RequestTrace trace) {
            return trace;
        }
        RequestTrace trace = RequestTrace.from(request.getRemoteAddr());
        request.setAttribute(TRACE, trace);
        return trace;
    }
}
