package tokenmanagement.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import tokenmanagement.platform.Secret;

/**
 * A cookie that holds 256 random bits: out of reach of scripts, never sent by a request that another site caused, gone
 * when the browser closes; where the service is reached over TLS, sent over TLS only and bound to this host by its name
 * (ASVS 3.3.1 to 3.3.4).
 */
public record ConsoleCookie(String name) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static Secret random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public Optional<Secret> in(HttpServletRequest request) {
        String expected = fullName(request);
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(expected))
                .map(Cookie::getValue)
                .filter(value -> value.matches("[A-Za-z0-9_-]{43}"))
                .map(Secret::of)
                .findFirst();
    }

    public void put(HttpServletRequest request, HttpServletResponse response, Secret value) {
        response.addCookie(cookie(request, value.reveal(), -1));
    }

    public void remove(HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie(request, "", 0));
    }

    private Cookie cookie(HttpServletRequest request, String value, int maxAge) {
        Cookie cookie = new Cookie(fullName(request), value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(overTls(request));
        cookie.setAttribute("SameSite", "Strict");
        cookie.setMaxAge(maxAge);
        return cookie;
    }

    private String fullName(HttpServletRequest request) {
        return AdministratorSessionRules.cookieName(name, overTls(request));
    }

    /** Not whether this request came over TLS: a proxy may have ended it. */
    private static boolean overTls(HttpServletRequest request) {
        return request.getServletContext().getSessionCookieConfig().isSecure();
    }
}
