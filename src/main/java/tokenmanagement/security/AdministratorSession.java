package tokenmanagement.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import tokenmanagement.platform.Secret;

/**
 * Who is signed in to the console in a browser: an attribute of the server-side HTTP session.
 *
 * <p>The session's id alone proves nothing: Payara makes ids of 56 random bits, where ASVS 7.2.3 asks for 128. The
 * browser must also have the cookie of the sign-in, of which the session keeps the value.
 *
 * <p>A session ends by sign-out, after {@link #LONGEST_PAUSE} without a request, and after {@link #LONGEST_LIFE} in any
 * case (ASVS 7.3.1, 7.3.2, 7.4.1).
 */
public final class AdministratorSession {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    static final Duration LONGEST_LIFE = Duration.ofHours(12);
    private static final ConsoleCookie COOKIE = new ConsoleCookie("tm_admin");
    private static final String SIGN_IN = AdministratorSession.class.getName();

    /** Not serializable: it is worth nothing in another process, and its proof shall not be on a disk. */
    private record SignIn(String user, Secret proof, long nanoTime) {}

    private AdministratorSession() {}

    public static Optional<String> user(HttpServletRequest request) {
        return user(request, System.nanoTime());
    }

    /** @param nanoTime of this process: no change of a clock makes a session longer */
    static Optional<String> user(HttpServletRequest request, long nanoTime) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(SIGN_IN) instanceof SignIn signIn)) {
            return Optional.empty();
        }
        if (nanoTime - signIn.nanoTime() >= LONGEST_LIFE.toNanos()) {
            session.invalidate();
            return Optional.empty();
        }
        return COOKIE.in(request).filter(signIn.proof()::equals).map(proven -> signIn.user());
    }

    /** In a new session, so that an id planted in the browser before is worth nothing (ASVS 7.2.4). */
    public static void signIn(HttpServletRequest request, HttpServletResponse response, String user) {
        end(request);
        SignIn signIn = new SignIn(user, ConsoleCookie.random(), System.nanoTime());
        request.getSession(true).setAttribute(SIGN_IN, signIn);
        COOKIE.put(request, response, signIn.proof());
    }

    public static void signOut(HttpServletRequest request, HttpServletResponse response) {
        end(request);
        COOKIE.remove(request, response);
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
