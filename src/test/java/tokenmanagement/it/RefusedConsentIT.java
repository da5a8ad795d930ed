package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertRefused;

import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.Reply;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/**
 * Consents that must not be accepted (faults 26 to 43). The branch is connected already in every test, and whatever
 * happens its grant must survive untouched.
 */
@ExtendWith(ArquillianExtension.class)
class RefusedConsentIT {
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
    private Server server;

    @Provided
    private TokenEndpoint tokenEndpoint;

    private Branch branch;
    private Map<String, Object> stored;
    private int calls;

    @BeforeEach
    void connect() {
        branch = branches.connected();
        stored = database.token(branch);
        calls = tokenEndpoint.of(branch).calls().size();
    }

    @Test
    void aCallbackWithoutParametersIsRefused() {
        assertRefused(browser.open(server.address("/token-management/auth/callback"), Browser.PROGRAM));
    }

    @Test
    void aStateThatWasNeverIssuedIsRefused() {
        URI callback = consented();

        Answer answer = browser.open(Query.with(callback, "state", "A".repeat(43)), Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-state");
        assertUntouched();
        assertThat(browser.open(callback, Browser.PROGRAM).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "code"})
    void nothingMayBeMissing(String parameter) {
        assertRefused(browser.open(Query.without(consented(), parameter), Browser.PROGRAM));
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "code", "iss", "error"})
    void nothingMayComeTwice(String parameter) {
        URI callback = Query.plus(consented(), parameter, "second");
        if (parameter.equals("error")) {
            callback = Query.plus(callback, parameter, "third");
        }

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-request");
        assertUntouched();
    }

    @Test
    void aCodeAndAnErrorTogetherAreRefused() {
        Answer answer = browser.open(Query.plus(consented(), "error", "access_denied"), Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-request");
        assertUntouched();
    }

    @Test
    void aChangedStateIsRefused() {
        URI callback = consented();
        String state = Query.of(callback).get("state");
        char flipped = state.charAt(0) == 'A' ? 'B' : 'A';

        Answer answer = browser.open(Query.with(callback, "state", flipped + state.substring(1)), Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void anotherBrowserCannotFinishTheFlowAndSpendsIt() {
        URI callback = consented();

        Answer answer = stranger.open(callback, Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-state");
        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void aBrowserWithAFlowOfItsOwnCannotFinishAnother() {
        URI callback = consented();
        stranger.start(branch);

        assertProblem(stranger.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void anExpiredFlowIsRefused() {
        URI callback = consented();
        database.update(
                "UPDATE authorization_requests SET created_at = created_at - interval '11 minutes',"
                        + " expires_at = expires_at - interval '11 minutes' WHERE client_id = ?",
                (long) branch.clientId());

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void aFlowThatBeganBeforeTheRegistrationChangedIsRefused() {
        URI callback = consented();
        database.update("UPDATE clients SET version = version + 1 WHERE id = ?", (long) branch.clientId());

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void aForeignIssuerIsRefused() {
        for (String issuer : new String[] {"https://accounts.google.com/", "https://evil.example", ""}) {
            Answer answer = browser.open(Query.with(consented(), "iss", issuer), Browser.PROGRAM);

            assertRefused(answer);
            assertThat(answer.status()).isEqualTo(400);
        }
        assertUntouched();
    }

    @Test
    void aPersonMayDecline() {
        URI callback = declined("access_denied");

        Answer answer = browser.open(callback, Browser.PROGRAM);

        assertProblem(answer, 403, "access-denied");
        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void aPersonWhoDeclinedReadsSoOnAPage() {
        Answer answer = browser.open(declined("access_denied"), Browser.PAGE);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("text/html");
        assertUntouched();
    }

    @Test
    void anErrorFromOutsideIsNeverShownAsItCame() {
        URI callback = Query.plus(
                declined("<script>alert(1)</script>"), "error_description", "<img onerror=x>" + "x".repeat(4000));

        Answer page = browser.open(callback, Browser.PAGE);

        assertThat(page.status()).isBetween(400, 499);
        assertThat(page.body()).doesNotContain("<script>alert", "<img onerror", "x".repeat(1000));
        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void anotherAccountIsRefused() {
        Answer answer = browser.connect(branch, "stranger@example.com");

        assertProblem(answer, 403, "wrong-account");
        assertSameGrant();
    }

    @Test
    void aPersonWithAnotherAccountReadsSoOnAPage() {
        Answer answer = browser.open(browser.consent(browser.start(branch), "stranger@example.com"), Browser.PAGE);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("text/html");
        assertSameGrant();
    }

    @Test
    void anUntickedScopeIsMissed() {
        URI callback = browser.consent(browser.start(branch), branch.email(), "openid email");

        assertProblem(browser.open(callback, Browser.PROGRAM), 409, "missing-scope");
        assertSameGrant();
    }

    @Test
    void aConsentWithoutRefreshTokenIsNoConnection() {
        for (Reply reply : new Reply[] {
            Reply.honest(body -> body.remove("refresh_token")),
            Reply.honest(body -> body.put("refresh_token", "")),
            Reply.honest(body -> body.putNull("refresh_token"))
        }) {
            tokenEndpoint.of(branch).next(reply);

            assertProblem(browser.connect(branch), 409, "reauthorization-required");
        }
        assertSameGrant();
    }

    @Test
    void anIdTokenOfAnotherFlowIsRefused() {
        String[] other = new String[1];
        tokenEndpoint
                .of(branch)
                .next(Reply.honest(body -> other[0] = body.get("id_token").asText()));
        browser.connect(branch);
        stored = database.token(branch);
        tokenEndpoint.of(branch).next(Reply.honest(body -> body.put("id_token", other[0])));

        assertRefused(browser.connect(branch));
        assertSameGrant();
    }

    @Test
    void anIdTokenWithoutAGoodSignatureIsRefused() {
        for (Reply reply : new Reply[] {
            Reply.honest(
                    body -> body.put("id_token", unsigned(body.get("id_token").asText()))),
            Reply.honest(body -> body.put("id_token", body.get("id_token").asText() + "A")),
            Reply.honest(body -> body.put("id_token", "no.jwt.atall")),
            Reply.honest(body -> body.remove("id_token"))
        }) {
            tokenEndpoint.of(branch).next(reply);

            assertRefused(browser.connect(branch));
        }
        assertSameGrant();
    }

    private URI consented() {
        return browser.consent(browser.start(branch), branch.email());
    }

    /** The callback of RFC 6749 §4.1.2.1. */
    private URI declined(String error) {
        URI callback = Query.without(consented(), "code");
        return Query.plus(callback, "error", error);
    }

    private void assertUntouched() {
        assertThat(tokenEndpoint.of(branch).calls()).hasSize(calls);
        assertSameGrant();
    }

    private void assertSameGrant() {
        assertThat(database.token(branch)).usingRecursiveComparison().isEqualTo(stored);
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    /** {@code alg: none} and no signature (RFC 7515 appendix A.5). */
    private static String unsigned(String idToken) {
        return "eyJhbGciOiJub25lIn0." + idToken.split("\\.")[1] + ".";
    }
}
