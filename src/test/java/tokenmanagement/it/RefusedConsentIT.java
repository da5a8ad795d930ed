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
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/**
 * Consents that bring the wrong thing (faults 35 to 38). The branch is connected already in every test, and its grant must survive untouched.
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

    private void assertSameGrant() {
        assertThat(database.token(branch)).usingRecursiveComparison().isEqualTo(stored);
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    /** {@code alg: none} and no signature (RFC 7515 appendix A.5). */
    private static String unsigned(String idToken) {
        return "eyJhbGciOiJub25lIn0." + idToken.split("\\.")[1] + ".";
    }
}
