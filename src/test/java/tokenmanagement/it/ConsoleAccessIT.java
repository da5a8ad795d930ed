package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Provided;
import tokenmanagement.support.RawHttp;
import tokenmanagement.support.Server;

/** Who gets into the console, seen from the wire (faults 21 and 22). */
@ExtendWith(ArquillianExtension.class)
class ConsoleAccessIT {
    private static final String SIGNED_IN = "Sign out";

    @Provided
    private Server server;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Browser stranger;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/",
                "/admin",
                "/admin/index.xhtml",
                "/admin/index.xhtml;x=y",
                "/admin//index.xhtml",
                "//admin/index.xhtml",
                "/admin/./index.xhtml",
                "/assets/../admin/index.xhtml",
                "/admin/%69ndex.xhtml",
                "/%61dmin/index.xhtml",
                "/ADMIN/index.xhtml",
                "/admin/sign-in/../index.xhtml",
                "/index.xhtml",
                "/admin/sign-in/index.xhtml",
                "/jakarta.faces.resource/../admin/index.xhtml",
                "/admin/index.jsf",
                "/WEB-INF/console/page.xhtml",
                "/admin/jakarta.faces.resource/../index.xhtml"
            })
    void noAddressShowsTheListToAStranger(String path) {
        branches.registered();

        String answer =
                RawHttp.exchange(server.address(), "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (30[23]|40[034]|401).*").doesNotContain(SIGNED_IN, "clients:table");
    }

    @Test
    void signingInLeadsToTheList() {
        Answer answer = signIn(browser, password());

        assertThat(answer.status()).isEqualTo(303);
        Answer page = browser.open(server.address("/admin/"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(SIGNED_IN);
    }

    @Test
    void aFormOfAnotherSiteSignsNobodyIn() {
        for (Map<String, String> forged : List.of(
                Map.of("user", user(), "password", password()),
                Map.of(
                        "user",
                        user(),
                        "password",
                        password(),
                        "form_token",
                        "guessed-guessed-guessed-guessed-guess"))) {
            Answer answer = stranger.submit(server.address("/admin/sign-in"), forged);

            assertThat(answer.status()).isEqualTo(403);
        }
        assertThat(stranger.open(server.address("/admin/")).body()).doesNotContain(SIGNED_IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "admin", "canary-console-passwor", "canary-console-password ", "CANARY-CONSOLE-PASSWORD"
            })
    void aWrongPasswordOpensNothing(String password) {
        assertThat(signIn(stranger, password).status()).isEqualTo(403);
        assertThat(stranger.open(server.address("/admin/")).body()).doesNotContain(SIGNED_IN);
    }

    @Test
    void aSessionIsNewAtEverySignInAndUnreadableToScripts() {
        Answer first = signIn(browser, password());
        String before = session(browser);
        browser.open(server.address("/admin/"));
        Answer second = signIn(stranger, password());

        assertThat(first.headers().allValues("Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .contains(before)
                .contains("HttpOnly")
                .containsIgnoringCase("SameSite=Strict"));
        assertThat(session(stranger)).isNotEqualTo(before);
        assertThat(second.location().toString()).doesNotContain("session");
    }

    @Test
    void aSessionThatAnAttackerChoseIsNotUsed() {
        HttpCookie planted = new HttpCookie("tm_session", "chosen-by-the-attacker");
        planted.setPath("/");
        browser.cookies().getCookieStore().add(server.address(), planted);

        Answer answer = signIn(browser, password());

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("tm_session="))
                .noneMatch(cookie -> cookie.contains("chosen-by-the-attacker"));
        stranger.cookies().getCookieStore().add(server.address(), planted);
        assertThat(stranger.open(server.address("/admin/")).status()).isEqualTo(303);
    }

    @Test
    void aPageIsNeverStoredAndRunsNoForeignScript() {
        signIn(browser, password());

        Answer page = browser.open(server.address("/admin/"));

        assertThat(page.header("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        String policy = page.header("Content-Security-Policy").orElse("");
        assertThat(policy)
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'");
        assertThat(policy).doesNotContain("unsafe-inline", "unsafe-eval", "http:", "https:", "*");
        assertThat(page.body()).doesNotContain("jsessionid");
    }

    @Test
    void aPostWithoutThePagesStateDoesNothing() {
        signIn(browser, password());

        Answer answer =
                browser.submit(server.address("/admin/"), Map.of("session:out", "Sign out", "session", "session"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(browser.open(server.address("/admin/")).body()).contains(SIGNED_IN);
    }

    @Test
    void thePageOfAnotherSessionSignsNobodyOut() {
        signIn(browser, password());
        signIn(stranger, password());
        String foreign = viewState(stranger.open(server.address("/admin/")));

        browser.submit(server.address("/admin/"), signOut(foreign));

        assertThat(browser.open(server.address("/admin/")).body()).contains(SIGNED_IN);
    }

    @Test
    void whoSignedOutIsOut() {
        signIn(browser, password());
        String old = session(browser);
        String state = viewState(browser.open(server.address("/admin/")));

        browser.submit(server.address("/admin/index.xhtml"), signOut(state));

        stranger.cookies().getCookieStore().add(server.address(), cookie(old));
        assertThat(stranger.open(server.address("/admin/")).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "PROPFIND"})
    void noOtherMethodIsTaken(String method) {
        String answer = RawHttp.exchange(
                server.address(),
                method + " /admin/ HTTP/1.1\nHost: localhost\nContent-Length: 0\nConnection: close\n\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (405|501|403).*");
    }

    private Answer signIn(Browser person, String password) {
        Answer page = person.open(server.address("/admin/sign-in"));
        String token = find("name=\"form_token\" value=\"([^\"]+)\"", page.body());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("form_token", token);
        form.put("user", user());
        form.put("password", password);
        return person.submit(server.address("/admin/sign-in"), form);
    }

    private static Map<String, String> signOut(String viewState) {
        return Map.of("session", "session", "session:out", "Sign out", "jakarta.faces.ViewState", viewState);
    }

    private static String viewState(Answer page) {
        return find("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"", page.body());
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    private static String session(Browser person) {
        return person.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("tm_session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no session cookie"));
    }

    private HttpCookie cookie(String value) {
        HttpCookie cookie = new HttpCookie("tm_session", value);
        cookie.setPath("/");
        return cookie;
    }

    private static String user() {
        return System.getenv("TOKEN_MANAGEMENT_ADMIN_USER");
    }

    private static String password() {
        return System.getenv("TOKEN_MANAGEMENT_ADMIN_PASSWORD");
    }
}
