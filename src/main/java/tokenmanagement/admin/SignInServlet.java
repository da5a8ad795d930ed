package tokenmanagement.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.AdministratorPassword;
import tokenmanagement.security.AdministratorSession;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrail;
import tokenmanagement.security.ConsoleCookie;
import tokenmanagement.security.Quota;
import tokenmanagement.security.RateLimits;

/**
 * Signs an administrator in. The page needs no session, so that asking for it costs the server nothing.
 *
 * <p>The form carries the value of a cookie that only this page sets: without both, equal, nothing is compared, so that
 * no other site can sign a browser in (ASVS 3.5.1).
 */
@WebServlet(Console.SIGN_IN)
public class SignInServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String SIGN_IN = "console.sign-in";
    private static final Logger LOG = Logger.getLogger(SignInServlet.class.getName());
    private static final ConsoleCookie COOKIE = new ConsoleCookie("tm_sign_in");
    private static final String FORM = PlainPage.template("sign-in-form.html");
    private static final String LEAD = "<p class=\"tm-lead\">To the console of your Google connections.</p>";
    private static final String SWITCHED_OFF =
            "<p>No administrator password is set. Set <code>TOKEN_MANAGEMENT_ADMIN_PASSWORD</code> and start the"
                    + " service again.</p>";

    @Inject
    transient AdministratorPassword administrator;

    @Inject
    transient RateLimits limits;

    @Inject
    transient AuditTrail audit;

    @Inject
    transient AdministratorSession sessions;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!administrator.isSet()) {
            showSwitchedOff(response);
            return;
        }
        if (sessions.user(request).isPresent()) {
            Console.redirect(response, Console.HOME);
            return;
        }
        show(200, lead(request.getParameter("out")), request, response);
    }

    private static String lead(String out) {
        if (out == null) {
            return LEAD;
        }
        return notice(
                "",
                out.equals("everywhere")
                        ? "Every session of the console has ended, on every node."
                        : "You are signed out.");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!administrator.isSet()) {
            showSwitchedOff(response);
            return;
        }
        Quota quota = limits.ofSignIn(request.getRemoteAddr());
        if (!quota.allowed()) {
            audit.count(signIn().ended("too-many-requests").answered(429));
            showBusy(quota.retryAfter(), request, response);
            return;
        }
        Optional<Secret> token = parameter(request, "form_token").map(Secret::of);
        if (token.isEmpty() || !token.equals(COOKIE.in(request))) {
            show(403, notice("tm-bad", "The form was out of date. Please sign in again."), request, response);
            return;
        }
        String user = parameter(request, "user").orElse("");
        switch (administrator.compare(user, parameter(request, "password").orElse(""))) {
            case RIGHT -> welcome(user, request, response);
            case BUSY -> showBusy("5", request, response);
            case WRONG -> {
                audit.record(signIn().ended("access-denied").answered(403));
                LOG.log(Level.WARNING, "administrator sign-in refused from={0}", request.getRemoteAddr());
                show(403, notice("tm-bad", "User or password is wrong."), request, response);
            }
        }
    }

    /** The name that was typed stays out: people type passwords there. */
    private static AuditEvent signIn() {
        return AuditEvent.byBrowser(SIGN_IN);
    }

    private void welcome(String user, HttpServletRequest request, HttpServletResponse response) {
        sessions.signIn(request, response, user);
        audit.recordChange(AuditEvent.byAdministrator(user, SIGN_IN).answered(303));
        LOG.log(Level.INFO, "administrator signed in user={0} from={1}", new Object[] {user, request.getRemoteAddr()});
        COOKIE.remove(request, response);
        Console.redirect(response, Console.HOME);
    }

    private void showBusy(String seconds, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", seconds);
        String words = "Too many sign-ins at once. Try again in " + seconds + " seconds.";
        show(429, notice("tm-bad", words), request, response);
    }

    private void show(int status, String message, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Secret token = COOKIE.in(request).orElseGet(ConsoleCookie::random);
        COOKIE.put(request, response, token);
        response.setStatus(status);
        PlainPage.write(response, "Sign in", message + "\n    " + FORM.replace("${token}", token.reveal()));
    }

    private static void showSwitchedOff(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        PlainPage.write(response, "The console is switched off", SWITCHED_OFF);
    }

    private static String notice(String tone, String words) {
        return "<p class=\"tm-notice " + tone + "\" role=\"alert\">" + words + "</p>";
    }

    private static Optional<String> parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }
}
