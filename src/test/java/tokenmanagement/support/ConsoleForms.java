package tokenmanagement.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of the console as a program fills them in. */
public final class ConsoleForms {
    private final Server server;

    ConsoleForms(Server server) {
        this.server = server;
    }

    public static String user() {
        return Given.setting("ADMIN_USER");
    }

    public static String password() {
        return Given.setting("ADMIN_PASSWORD");
    }

    public Answer signIn(Browser browser) {
        return signIn(browser, password());
    }

    public Answer signIn(Browser browser, String password) {
        Answer page = browser.open(server.address("/admin/sign-in"));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("form_token", find("name=\"form_token\" value=\"([^\"]+)\"", page.body()));
        form.put("user", user());
        form.put("password", password);
        return browser.submit(server.address("/admin/sign-in"), form);
    }

    public Answer signOut(Browser browser, String viewState) {
        return browser.submit(
                server.address("/admin/index.xhtml"),
                Map.of("session", "session", "session:out", "Sign out", "jakarta.faces.ViewState", viewState));
    }

    public Answer list(Browser browser) {
        return browser.open(server.address("/admin/"));
    }

    public String viewState(Browser browser) {
        return viewState(browser, "/admin/");
    }

    /** The state that the forms of this page carry. */
    public String viewState(Browser browser, String path) {
        return find(
                "name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"",
                browser.open(server.address(path)).body());
    }

    /** The value of the session's cookie. */
    public String session(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("tm_session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no session cookie"));
    }

    public void plant(Browser browser, String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        browser.cookies().getCookieStore().add(server.address(), cookie);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
