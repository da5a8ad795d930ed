package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import tokenmanagement.support.Server;

/** Signing in to the console and out of it, seen from the wire. */
@ExtendWith(ArquillianExtension.class)
class ConsoleSignInIT {
    private static final String SIGNED_IN = "Sign out";

    @Provided
    private Server server;

    @Provided
    private ConsoleForms console;

    @Provided
    private Browser browser;

    @Provided
    private Browser stranger;

    @Test
    void signingInLeadsToTheList() {
        Answer answer = console.signIn(browser);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(console.list(browser).status()).isEqualTo(200);
        assertThat(console.list(browser).body()).contains(SIGNED_IN);
    }

    @Test
    void aFormOfAnotherSiteSignsNobodyIn() {
        Map<String, String> without = Map.of("user", ConsoleForms.user(), "password", ConsoleForms.password());
        Map<String, String> guessed = Map.of(
                "user", ConsoleForms.user(), "password", ConsoleForms.password(), "form_token", "guessed".repeat(6));

        for (Map<String, String> forged : List.of(without, guessed)) {
            assertThat(stranger.submit(server.address("/admin/sign-in"), forged).status())
                    .isEqualTo(403);
        }

        assertThat(console.list(stranger).body()).doesNotContain(SIGNED_IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "admin", "canary-console-passwor", "canary-console-password ", "CANARY-CONSOLE-PASSWORD"
            })
    void aWrongPasswordOpensNothing(String password) {
        assertThat(console.signIn(stranger, password).status()).isEqualTo(403);
        assertThat(console.list(stranger).body()).doesNotContain(SIGNED_IN);
    }

    @Test
    void aSessionIsNewAtEverySignInAndUnreadableToScripts() {
        Answer first = console.signIn(browser);
        Answer second = console.signIn(stranger);

        String session = console.session(browser);
        assertThat(first.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).contains(session, "HttpOnly").containsIgnoringCase("SameSite=Strict"));
        assertThat(console.session(stranger)).isNotEqualTo(session);
        assertThat(second.location().toString()).doesNotContain("session");
    }

    @Test
    void aSessionThatAnAttackerChoseIsNotUsed() {
        console.plant(browser, "tm_session", "chosen-by-the-attacker");

        Answer answer = console.signIn(browser);

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("tm_session="))
                .noneMatch(cookie -> cookie.contains("chosen-by-the-attacker"));
        console.plant(stranger, "tm_session", "chosen-by-the-attacker");
        assertThat(console.list(stranger).status()).isEqualTo(303);
    }

    /** With all the cookies of the session that was ended. */
    @Test
    void whoSignedOutIsOut() {
        console.signIn(browser);
        browser.cookies()
                .getCookieStore()
                .getCookies()
                .forEach(cookie -> console.plant(stranger, cookie.getName(), cookie.getValue()));
        assertThat(console.list(stranger).status()).isEqualTo(200);

        console.signOut(browser, console.viewState(browser));

        assertThat(console.list(browser).status()).isEqualTo(303);
        assertThat(console.list(stranger).status()).isEqualTo(303);
    }
}
