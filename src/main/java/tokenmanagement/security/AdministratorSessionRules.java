package tokenmanagement.security;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.annotation.WebListener;
import java.util.Set;
import tokenmanagement.platform.Settings;

/**
 * The HTTP session's cookie follows the rules of {@link ConsoleCookie}, and the session id is in no address. Payara
 * takes {@code SameSite} only from {@code glassfish-web.xml}.
 */
@WebListener
public class AdministratorSessionRules implements ServletContextListener {
    @Inject
    Settings settings;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        context.setSessionTimeout((int) AdministratorSession.LONGEST_PAUSE.toMinutes());
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        cookie.setName(cookieName("tm_session", settings.publicUrlIsHttps()));
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(settings.publicUrlIsHttps());
        cookie.setAttribute("SameSite", "Strict");
    }

    /** Browsers take the prefix only over TLS, and then let no other host and no plain connection set the cookie. */
    static String cookieName(String name, boolean overTls) {
        return overTls ? "__Host-" + name : name;
    }
}
