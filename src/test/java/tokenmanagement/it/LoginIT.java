package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.Patience.patiently;

import java.net.URI;
import org.jboss.arquillian.junit5.ArquillianExtension;
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
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** Route 2: who may start a consent, and for what (faults 17 and 42). */
@ExtendWith(ArquillianExtension.class)
class LoginIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Browser other;

    @Provided
    private Database database;

    @Provided
    private Server server;

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "0", "-1", "9223372036854775808", "abc", "1e3", "%00"})
    void anUnknownClientIsNotFound(String id) {
        Answer answer = browser.open(server.address("/token-management/oauth/login/" + id), Browser.PROGRAM);

        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
        assertThat(answer.status()).isNotEqualTo(302);
    }

    @Test
    void aProgramReadsAProblemAndAPersonAPage() {
        URI address = api.loginAddress(Integer.MAX_VALUE);

        Answer problem = browser.open(address, Browser.PROGRAM);
        Answer page = browser.open(address, Browser.PAGE);

        assertProblem(problem, 404, "not-found");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
    }

    @Test
    void anInactiveClientIsNotFound() {
        Branch branch = branches.registered();
        database.update("UPDATE clients SET is_active = false WHERE id = ?", (long) branch.clientId());

        assertProblem(browser.open(api.loginAddress(branch.clientId()), Browser.PROGRAM), 404, "not-found");
    }

    @Test
    void theRequestHasNoSayInTheAddresses() {
        Branch branch = branches.registered();
        String path = "/oauth/login/" + branch.clientId();

        Answer answer = api.withoutKey()
                .call(
                        "GET",
                        path,
                        "Host",
                        "evil.example",
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "https",
                        "Forwarded",
                        "host=evil.example;proto=https");

        // an unknown Host may also be refused
        assertThat(answer.status()).isIn(302, 400);
        assertThat(answer.headers().map().toString()).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redirect_uri=https%3A%2F%2Fevil.example%2F", "return=%2F%2Fevil.example", "scope=openid",
                "state=chosen-by-the-attacker", "login_hint=evil%40example.com", "prompt=none"
            })
    void nobodyCanAddToTheAuthorizationRequest(String query) {
        Branch branch = branches.registered();

        Answer answer = other.open(URI.create(api.loginAddress(branch.clientId()) + "?" + query), Browser.PROGRAM);

        if (answer.status() != 302) {
            assertProblem(answer, 400, "invalid-request");
            return;
        }
        assertThat(answer.location().toString()).doesNotContain("evil", "attacker", "prompt=none");
        assertThat(Query.of(answer.location())).containsEntry("redirect_uri", branch.redirectUri());
    }

    @Test
    void consentsThatNobodyFinishedAreSweptOut() {
        Branch branch = branches.registered();
        browser.start(branch);
        database.update(
                "UPDATE authorization_requests SET created_at = created_at - interval '1 day',"
                        + " expires_at = expires_at - interval '1 day' WHERE client_id = ?",
                (long) branch.clientId());

        browser.start(branches.registered());

        patiently().until(() -> pending(branch) == 0);
    }

    @Test
    void consentsOfOneClientNeverPileUp() {
        Branch branch = branches.registered();

        for (int i = 0; i < 150; i++) {
            other.start(branch);
        }

        assertThat(pending(branch)).isLessThan(150);
        assertThat(browser.connect(branch).status()).isEqualTo(200);
    }

    @Test
    void tenThousandUnfinishedConsentsAreGoneWithTheNext() {
        Branch branch = branches.registered();
        other.start(branch);
        database.update(
                """
                INSERT INTO authorization_requests
                  SELECT i::text || a.state_hash, a.browser_hash, a.client_id, a.client_version,
                    a.code_verifier_ciphertext, a.nonce_hash, a.issuer, a.vouched_by, a.created_at, a.expires_at
                  FROM authorization_requests a, generate_series(1, 10000) i WHERE a.client_id = ?""",
                (long) branch.clientId());

        other.start(branch);

        assertThat(pending(branch)).isLessThan(150);
    }

    private long pending(Branch branch) {
        return (long) database.value(
                "SELECT count(*) FROM authorization_requests WHERE client_id = ?", (long) branch.clientId());
    }
}
