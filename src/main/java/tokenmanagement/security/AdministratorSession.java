package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;
import tokenmanagement.platform.Secret;

/**
 * Who is signed in to the console in a browser: an attribute of the server-side HTTP session.
 *
 * <p>The session's id alone proves nothing: Payara makes ids of 56 random bits, where ASVS 7.2.3 asks for 128. The
 * browser must also have the cookie of the sign-in, of which the session keeps the value.
 *
 * <p>A session ends by sign-out, after {@link #LONGEST_PAUSE} without a request, after {@link #LONGEST_LIFE} in any case
 * (ASVS 7.3.1, 7.3.2, 7.4.1), and with all others when an administrator signs out everywhere (ASVS 7.4.3, 7.4.5): a
 * session remembers how often that had happened when it began.
 */
@ApplicationScoped
public class AdministratorSession {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    static final Duration LONGEST_LIFE = Duration.ofHours(12);
    private static final Logger LOG = Logger.getLogger(AdministratorSession.class.getName());
    private static final ConsoleCookie COOKIE = new ConsoleCookie("tm_admin");
    private static final String SIGN_IN = AdministratorSession.class.getName();

    @Inject
    SignOutStore signOuts;

    /** Not serializable: it is worth nothing in another process, and its proof shall not be on a disk. */
    private record SignIn(String user, Secret proof, long nanoTime, long signOuts) {}

    public Optional<String> user(HttpServletRequest request) {
        return user(request, System.nanoTime());
    }

    /** @param nanoTime of this process: no change of a clock makes a session longer */
    Optional<String> user(HttpServletRequest request, long nanoTime) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(SIGN_IN) instanceof SignIn signIn)) {
            return Optional.empty();
        }
        if (nanoTime - signIn.nanoTime() >= LONGEST_LIFE.toNanos()) {
            session.invalidate();
            return Optional.empty();
        }
        if (COOKIE.in(request).filter(signIn.proof()::equals).isEmpty()) {
            return Optional.empty();
        }
        if (signIn.signOuts() != signOuts.count()) {
            session.invalidate();
            return Optional.empty();
        }
        return Optional.of(signIn.user());
    }

    /** In a new session, so that an id planted in the browser before is worth nothing (ASVS 7.2.4). */
    public void signIn(HttpServletRequest request, HttpServletResponse response, String user) {
        end(request);
        SignIn signIn = new SignIn(user, ConsoleCookie.random(), System.nanoTime(), signOuts.count());
        request.getSession(true).setAttribute(SIGN_IN, signIn);
        COOKIE.put(request, response, signIn.proof());
    }

    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        end(request);
        COOKIE.remove(request, response);
    }

    /** Ends every session that began before now, on every node. */
    public void signOutEverywhere(HttpServletRequest request, HttpServletResponse response, String user) {
        signOuts.add();
        LOG.info(() -> "administrator sessions ended everywhere by=" + user);
        signOut(request, response);
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
