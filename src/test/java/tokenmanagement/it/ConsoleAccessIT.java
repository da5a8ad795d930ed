package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Browser;
import tokenmanagement.support.ConsoleForms;
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
    private ConsoleForms console;

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
                "/admin/api-keys.xhtml",
                "/admin/client.xhtml?id=1",
                "/admin/audit.xhtml",
                "/admin/encryption.xhtml",
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
        String answer =
                RawHttp.exchange(server.address(), "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (30[23]|40[034]|401).*").doesNotContain(SIGNED_IN, "clients:table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/", "/admin/api-keys.xhtml", "/admin/audit.xhtml", "/admin/encryption.xhtml"})
    void aPageIsNeverStoredAndRunsNoForeignScript(String path) {
        console.signIn(browser);

        Answer page = browser.open(server.address(path));

        assertThat(page.header("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'")
                .doesNotContain("unsafe-inline", "unsafe-eval", "http:", "https:", "*");
        assertThat(page.body()).doesNotContain("jsessionid");
    }

    @Test
    void aPostWithoutThePagesStateDoesNothing() {
        console.signIn(browser);

        Answer answer =
                browser.submit(server.address("/admin/"), Map.of("session:out", "Sign out", "session", "session"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(console.list(browser).body()).contains(SIGNED_IN);
    }

    @Test
    void thePageOfAnotherSessionSignsNobodyOut() {
        console.signIn(browser);
        console.signIn(stranger);

        console.signOut(browser, console.viewState(stranger));

        assertThat(console.list(browser).body()).contains(SIGNED_IN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "PROPFIND"})
    void noOtherMethodIsTaken(String method) {
        String answer = RawHttp.exchange(
                server.address(),
                method + " /admin/ HTTP/1.1\nHost: localhost\nContent-Length: 0\nConnection: close\n\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (405|501|403).*");
    }
}
