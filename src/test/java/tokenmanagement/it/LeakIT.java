package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Leaks.assertNoneIn;

import java.net.HttpCookie;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/**
 * Faults 86 and 87: canaries through every flow, then every log line and a dump of the database searched, in the clear,
 * in base64 and in hex.
 *
 * <p>The answers of this and of all other container tests are searched as they come; log and database once more when all
 * tests are done, by {@link WholeRunLeakIT}.
 */
@ExtendWith(ArquillianExtension.class)
class LeakIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Browser stranger;

    @Provided
    private Database database;

    @Provided
    private Logs logs;

    @Provided
    private TokenEndpoint tokenEndpoint;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @Test
    void aConsentLeavesNoTrace() {
        Branch branch = branches.registered();
        URI page = browser.start(branch);
        secrets.putAll(Query.of(page));
        secrets.keySet().retainAll(Set.of("state", "nonce"));

        secrets.putAll(cookies());
        assertThat(secrets).hasSize(3);

        assertNoTrace();
        URI callback = browser.consent(page, branch.email());
        secrets.put("code", Query.of(callback).get("code"));
        stranger.open(callback, Browser.PAGE);
        browser.open(callback, Browser.PROGRAM);
        Answer answer = browser.open(Query.with(callback, "state", "x"), Browser.PAGE);
        assertNoneIn("a page", answer.body() + answer.headers().map(), secrets);
        assertNoTrace();
    }

    @Test
    void aConnectedBranchLeavesNoTrace() {
        Branch branch = branches.registered();
        tokenEndpoint.of(branch).next(Reply.honest(body -> {
            secrets.put("access token", body.get("access_token").asText());
            secrets.put("refresh token", body.get("refresh_token").asText());
            secrets.put("id token", body.get("id_token").asText());
        }));
        browser.open(browser.consent(browser.start(branch), branch.email()), Browser.PAGE);
        secrets.putAll(cookies());
        Map<String, String> exchange = tokenEndpoint.of(branch).exchanges().get(0);
        secrets.put("verifier", exchange.get("code_verifier"));
        secrets.put("code", exchange.get("code"));
        secrets.put("client secret", branch.clientSecret());

        api.token(branch.id());
        api.refresh(branch.clientId());
        api.client(branch.clientId());
        api.clients("?q=" + branch.id());

        assertThat(secrets).doesNotContainValue(null);
        assertNoTrace();
    }

    @Test
    void aRowThatCannotBeReadLeavesNoTrace() {
        Branch branch = branches.connected();
        secrets.put("access token", api.token(branch.id()).text("access_token"));
        secrets.put("client secret", branch.clientSecret());
        database.update(
                "UPDATE tokens SET access_token_ciphertext = refresh_token_ciphertext WHERE client_id = ?",
                (long) branch.clientId());

        assertThat(api.token(branch.id()).status()).isEqualTo(500);

        assertNoTrace();
    }

    /** What binds a flow to its browser, and what its result page is made of. */
    private Map<String, String> cookies() {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith("tm_"))
                .collect(Collectors.toMap(cookie -> "cookie " + cookie.getName(), HttpCookie::getValue));
    }

    private void assertNoTrace() {
        assertNoneIn("the log", String.join("\n", logs.lines()), secrets);
        assertNoneIn("the database", database.dump(), secrets);
    }
}
