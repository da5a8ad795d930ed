package tokenmanagement.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** Who is signed in to the console in a browser: an attribute of the server-side HTTP session. */
public final class AdministratorSession {
    private static final String USER = AdministratorSession.class.getName();

    private AdministratorSession() {}

    public static Optional<String> user(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session).map(present -> (String) present.getAttribute(USER));
    }

    /** Under a new session id, so that an id planted in the browser before is worth nothing (ASVS 7.2.4). */
    public static void signIn(HttpServletRequest request, String user) {
        HttpSession earlier = request.getSession(false);
        if (earlier != null) {
            earlier.invalidate();
        }
        request.getSession(true).setAttribute(USER, user);
    }

    public static void signOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
