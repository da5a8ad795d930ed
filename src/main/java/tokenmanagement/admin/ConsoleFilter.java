package tokenmanagement.admin;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import tokenmanagement.security.AdministratorSession;
import tokenmanagement.security.AuditTrail;

/**
 * Nobody gets to a page of the console without a session, whatever the page's address looks like: the filter sits on
 * the path and on the Faces servlet (web.xml), and lets through only the sign-in page and the pages' styles, scripts
 * and fonts.
 */
public class ConsoleFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final long LONGEST_FORM = 65_536;
    private static final String RESOURCES = "/jakarta.faces.resource/";
    private static final String PAGE_STATE = "jakarta.faces.ViewState";

    @Inject
    transient AdministratorSession sessions;

    @Inject
    transient AuditTrail audit;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath();
        if (path.startsWith(RESOURCES)) {
            response.setHeader("Cache-Control", "max-age=300");
            chain.doFilter(request, response);
        } else if (refused(request, response)) {
            return;
        } else if (path.equals(Console.SIGN_IN)) {
            chain.doFilter(request, response);
        } else {
            pass(request, response, chain);
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> user = sessions.user(request);
        if (user.isEmpty()) {
            sendToSignIn(request, response);
        } else if (isForged(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (actsOnGet(request)) {
            response.setHeader("Allow", "POST");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else {
            chain.doFilter(new PageRequest(request, user.get()), new PageResponse(response));
        }
    }

    private boolean refused(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().matches("GET|HEAD|POST")) {
            response.setHeader("Allow", "GET, HEAD, POST");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return true;
        }
        if (request.getMethod().equals("POST") && !isSmall(request)) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return true;
        }
        if (request.getMethod().equals("POST") && !audit.hasRoom()) {
            // what cannot be written down must not be done (ASVS 16.5.3)
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return true;
        }
        return false;
    }

    /** A form of a page of ours carries the page's state, of which Faces then checks the value (ASVS 3.5.1). */
    private static boolean isForged(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getParameter(PAGE_STATE) == null;
    }

    /** Faces takes a form in whatever method it comes; what only looks must change nothing (RFC 9110 §9.2.1). */
    private static boolean actsOnGet(HttpServletRequest request) {
        return !request.getMethod().equals("POST") && request.getParameter(PAGE_STATE) != null;
    }

    /** A browser says how long a form is; without its length nobody knows before all of it is read. */
    private static boolean isSmall(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length >= 0 && length <= LONGEST_FORM;
    }

    private static void sendToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            Console.redirectAjax(response, Console.SIGN_IN);
            return;
        }
        Console.redirect(response, Console.SIGN_IN);
    }

    /** Knows who is signed in, so that a page need not ask again. */
    private static final class PageRequest extends HttpServletRequestWrapper {
        private final String user;

        PageRequest(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public String getRemoteUser() {
            return user;
        }
    }

    /** PrimeFaces adds the page's policy, with the nonce of its scripts: it shall replace that of all answers. */
    private static final class PageResponse extends HttpServletResponseWrapper {
        PageResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase("Content-Security-Policy")) {
                setHeader(name, value);
                return;
            }
            super.addHeader(name, value);
        }

        @Override
        public void sendRedirect(String location) {
            Console.redirect(this, location);
        }
    }
}
