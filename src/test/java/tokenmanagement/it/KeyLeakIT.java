package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Leaks.assertNoneIn;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.AuditLog;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.ConsoleForms;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Keys.Key;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.TokenApi;

/** Fault 86: what opens doors is shown once and leaves no trace. */
@ExtendWith(ArquillianExtension.class)
class KeyLeakIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Browser stranger;

    @Provided
    private ConsoleForms console;

    @Provided
    private Database database;

    @Provided
    private Logs logs;

    @Provided
    private Keys keys;

    @Provided
    private AuditLog audit;

    private final Map<String, String> secrets = new LinkedHashMap<>();

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
    void aSessionOfTheConsoleLeavesNoTrace() {
        secrets.put("password", ConsoleForms.password());
        secrets.put("wrong password", "canary-of-a-wrong-password");
        Answer refused = console.signIn(browser, "canary-of-a-wrong-password");
        Answer signedIn = console.signIn(browser);
        secrets.put("session", console.session(browser));
        String viewState = console.viewState(browser);
        Answer list = console.list(browser);
        Answer signedOut = console.signOut(browser, viewState);

        for (Answer answer : new Answer[] {refused, list, signedOut}) {
            assertNoneIn("an answer", answer.body() + fieldsButCookies(answer), secrets);
        }
        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.location().toString()).doesNotContain(secrets.get("session"));
        assertNoTrace();
    }

    /** A server may hand the browser its own session cookie once more. */
    private static Map<String, List<String>> fieldsButCookies(Answer answer) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(answer.headers().map());
        fields.remove("Set-Cookie");
        return fields;
    }

    /** Where a secret does not belong, and people put it all the same. */
    @Test
    void aSecretInTheWrongPlaceIsNotKeptInTheAuditTrail() {
        Key key = keys.with("audit:read", "tokens:read");
        Branch branch = branches.connected();
        secrets.put("api key", key.text());
        secrets.put("access token", api.token(branch.id()).text("access_token"));

        key.api().token(key.text());
        key.api().token(secrets.get("access token"));
        key.api().call("GET", "/audit?caller=" + key.text());
        Answer trail = audit.answered(key.api().call("GET", "/audit?limit=200"), "?limit=200");

        assertNoneIn("the audit trail", trail.body() + trail.headers().map(), secrets);
        assertNoneIn("the database", database.dump(), secrets);
        assertNoneIn("the log", logLinesButTheDrivers(), secrets);
    }

    /** Whose finest level shows the value by which a branch is looked up, and so what a caller takes for its name. */
    private String logLinesButTheDrivers() {
        return logs.lines().stream()
                .filter(line -> !line.contains("org.postgresql"))
                .filter(line -> !line.contains("FE=> Bind("))
                .collect(Collectors.joining("\n"));
    }

    private void assertNoTrace() {
        assertNoneIn("the log", String.join("\n", logs.lines()), secrets);
        assertNoneIn("the database", database.dump(), secrets);
    }
}
