package tokenmanagement.support;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tokenmanagement.platform.Stub;

/** One request of a browser with what came of it, for servlets and filters without a container. */
public final class FakeExchange {
    public String method = "GET";
    public String path = "/";
    public boolean overTls;
    public long contentLength;
    public final Map<String, String> parameters = new HashMap<>();
    public final Map<String, String> requestHeaders = new HashMap<>();
    public final List<Cookie> cookies = new ArrayList<>();
    public Map<String, Object> session;

    public int status = 200;
    public final Map<String, String> headers = new HashMap<>();
    public final List<Cookie> setCookies = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(body, false, StandardCharsets.UTF_8);

    public final HttpServletRequest request = Stub.of(HttpServletRequest.class)
            .answer("getMethod", nothing -> method)
            .answer("getServletPath", nothing -> path)
            .answer("getRemoteAddr", nothing -> "192.0.2.1")
            .answer("getContentLengthLong", nothing -> contentLength)
            .answer("getParameter", name -> parameters.get(name[0]))
            .answer("getHeader", name -> requestHeaders.get(name[0]))
            .answer("getCookies", nothing -> cookies.toArray(Cookie[]::new))
            .answer("getServletContext", nothing -> context())
            .answer("getSession", create -> session((boolean) create[0]))
            .make();

    public final HttpServletResponse response = Stub.of(HttpServletResponse.class)
            .answer("setStatus", code -> status = (int) code[0])
            .answer("sendError", code -> status = (int) code[0])
            .answer("setHeader", field -> headers.put((String) field[0], (String) field[1]))
            .answer("setContentType", type -> headers.put("Content-Type", (String) type[0]))
            .answer("addCookie", cookie -> setCookies.add((Cookie) cookie[0]))
            .answer("getWriter", nothing -> writer)
            .answer("getOutputStream", nothing -> new FakeOutput(body))
            .make();

    /** A further request of the same browser: with the session, and the cookies that were set. */
    public FakeExchange next() {
        FakeExchange next = new FakeExchange();
        next.overTls = overTls;
        next.session = session;
        next.cookies.addAll(cookies);
        next.cookies.addAll(setCookies);
        return next;
    }

    public String body() {
        writer.flush();
        return body.toString(StandardCharsets.UTF_8);
    }

    public Cookie setCookie(String name) {
        return setCookies.stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private HttpSession session(boolean create) {
        if (session == null && create) {
            session = new HashMap<>();
        }
        if (session == null) {
            return null;
        }
        return Stub.of(HttpSession.class)
                .answer("getAttribute", name -> session.get(name[0]))
                .answer("setAttribute", pair -> session.put((String) pair[0], pair[1]))
                .answer("invalidate", nothing -> session = null)
                .make();
    }

    private ServletContext context() {
        SessionCookieConfig cookie = Stub.of(SessionCookieConfig.class)
                .answer("isSecure", nothing -> overTls)
                .make();
        return Stub.of(ServletContext.class)
                .answer("getSessionCookieConfig", nothing -> cookie)
                .make();
    }
}
