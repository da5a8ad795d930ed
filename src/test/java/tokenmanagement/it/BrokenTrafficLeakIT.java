package tokenmanagement.it;

import static tokenmanagement.support.Leaks.assertNoneIn;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Fault 86: requests and answers that break are the likeliest to be quoted in a log. */
@ExtendWith(ArquillianExtension.class)
class BrokenTrafficLeakIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Database database;

    @Provided
    private Logs logs;

    @Provided
    private TokenEndpoint tokenEndpoint;

    private final Map<String, String> secrets = new LinkedHashMap<>();

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

    private void assertNoTrace() {
        assertNoneIn("the log", String.join("\n", logs.lines()), secrets);
        assertNoneIn("the database", database.dump(), secrets);
    }
}
