package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Leaks.assertNoneIn;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Keys.Key;
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
    private Keys keys;

    @Provided
    private TokenEndpoint tokenEndpoint;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    @Test
    void aConsentLeavesNoTrace() {
        Branch branch = branches.registered();
        URI page = browser.start(branch);
        secrets.putAll(Query.of(page));
        secrets.keySet().retainAll(Set.of("state", "nonce"));

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
    void answersThatBreakLeaveNoTrace() {
        Branch branch = branches.connected();
        secrets.put("token in an answer", "canary-provider-answer");
        for (Reply reply : new Reply[] {
            Reply.json(200, "{\"access_token\":\"canary-provider-answer"),
            Reply.json(200, "{\"refresh_token\":\"canary-provider-answer\",\"expires_in\":3599}"),
            Reply.json(200, "{\"access_token\":{\"x\":\"canary-provider-answer\"},\"token_type\":\"Bearer\"}"),
            Reply.raw(200, Map.of("Content-Type", "text/html"), "<html>canary-provider-answer</html>"),
            Reply.raw(500, Map.of("X-Trace", "canary-provider-answer"), "canary-provider-answer"),
            Reply.json(400, "{\"error\":\"canary-provider-answer\",\"error_description\":\"canary-provider-answer\"}"),
            Reply.json(400, "{\"error\":\"invalid_request\",\"error_description\":\"canary-provider-answer\"}"),
            Reply.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"canary-provider-answer\"}"),
            Reply.json(401, "{\"error\":\"invalid_client\",\"error_description\":\"canary-provider-answer\"}")
        }) {
            database.expireIn(branch, Duration.ZERO);
            database.update("UPDATE tokens SET retry_at = NULL WHERE client_id = ?", (long) branch.clientId());
            tokenEndpoint.of(branch).always(reply);

            api.token(branch.id());
            browser.connect(branch);
        }

        api.client(branch.clientId());
        assertNoTrace();
    }

    @Test
    void requestsThatBreakLeaveNoTrace() {
        secrets.put("wrong key", "canary-of-a-wrong-key-0123456789-0123456789");
        secrets.put("secret in a broken request", "canary-in-a-broken-request");
        Branch branch = branches.unknown();
        Map<String, Object> registration = branch.registration();
        registration.put("client_secret", "canary-in-a-broken-request\u0000");

        api.register(registration);
        registration.put("client_secret", Map.of("nested", "canary-in-a-broken-request"));
        api.register(registration);
        api.post("/clients", "application/json", "{\"client_secret\":\"canary-in-a-broken-request\"");
        api.post(
                "/clients",
                "application/json",
                "{\"client_secret\":\"canary-in-a-broken-request\",\"client_secret\":1}");
        api.post("/clients", "text/plain", "canary-in-a-broken-request");
        api.withKey("canary-of-a-wrong-key-0123456789-0123456789").clients("");
        api.withoutKey().clients("?access_token=canary-of-a-wrong-key-0123456789-0123456789");
        browser.open(
                URI.create(
                        branch.redirectUri()
                                + "?error=access_denied&state=canary-in-a-broken-request&error_description=canary-in-a-broken-request"),
                Browser.PAGE);

        assertNoTrace();
    }

    @Test
    void anApiKeyLeavesNoTrace() {
        Map<String, Object> wish = keys.wish("clients:read");
        Key key = keys.created(wish);
        secrets.put("api key", key.text());
        secrets.put("random part of the api key", key.text().substring(4, 47));
        keys.created(wish);

        Answer list = key.api().clients("?limit=1");
        Answer refused = keys.create(wish);
        Answer damaged = api.withKey(key.text() + "x").clients("");
        Answer listed = keys.list();
        keys.revoke(key);
        Answer revoked = key.api().clients("");

        for (Answer answer : new Answer[] {list, refused, damaged, listed, revoked}) {
            assertNoneIn("an answer", answer.body() + answer.headers().map(), secrets);
        }
        assertNoTrace();
    }

    @Test
    void aConnectLinkLeavesNoTrace() {
        Branch branch = branches.registered();
        URI link = URI.create(api.call("POST", "/clients/" + branch.clientId() + "/connect-links")
                .text("url"));
        secrets.put("connect link", Query.of(link).get("link"));
        assertNoTrace();

        Answer start = browser.open(link);
        Answer callback = browser.open(browser.consent(start.location(), branch.email()));
        Answer again = stranger.open(link, Browser.PAGE);

        for (Answer answer : new Answer[] {start, callback, again, api.client(branch.clientId())}) {
            assertNoneIn("an answer", answer.body() + answer.headers().map(), secrets);
        }
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

    private void assertNoTrace() {
        assertNoneIn("the log", String.join("\n", logs.lines()), secrets);
        assertNoneIn("the database", database.dump(), secrets);
    }
}
