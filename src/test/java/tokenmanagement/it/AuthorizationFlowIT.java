package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Routes 2 and 3 together: a consent that ends well (RFC 6749 §4.1). */
@ExtendWith(ArquillianExtension.class)
class AuthorizationFlowIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void aProgramGetsTheAccessToken() {
        Branch branch = branches.registered();

        Answer answer = browser.connect(branch);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "success", "message", "client_id", "branch_id", "access_token", "expires_at");
        assertThat(answer.json().get("success").booleanValue()).isTrue();
        assertThat(answer.text("message")).isEqualTo("OAuth flow completed successfully");
        assertThat(answer.text("client_id")).isEqualTo(branch.googleClientId());
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        assertThat(Instant.parse(answer.text("expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(55)),
                        Instant.now().plus(Duration.ofMinutes(61)));
        assertUsualHeaders(answer);
        assertThat(api.token(branch.id()).text("access_token")).isEqualTo(answer.text("access_token"));
    }

    @Test
    void aPersonIsLedToAPageThatShowsNoToken() {
        Branch branch = branches.registered();

        Answer callback = browser.open(browser.consent(browser.start(branch), branch.email()));
        Answer page = browser.open(callback.location());

        assertThat(callback.status()).as(callback.body()).isEqualTo(303);
        assertThat(callback.location().toString()).doesNotContain("code=", "state=", "token=");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        String token = api.token(branch.id()).text("access_token");
        assertThat(page.body())
                .contains(branch.id(), "https://www.googleapis.com/auth/business.manage")
                .doesNotContain(token, "src=\"http", "href=\"http", "//fonts");
        assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
    }

    @Test
    void theCodeIsExchangedOnceWithTheVerifierOfTheChallenge() throws Exception {
        Branch branch = branches.registered();
        URI page = browser.start(branch);

        browser.open(browser.consent(page, branch.email()), Browser.PROGRAM);

        assertThat(tokenEndpoint.of(branch).calls()).hasSize(1);
        Map<String, String> form = tokenEndpoint.of(branch).exchanges().get(0);
        assertThat(form)
                .containsOnlyKeys("grant_type", "code", "redirect_uri", "code_verifier", "client_id", "client_secret")
                .containsEntry("redirect_uri", branch.redirectUri())
                .containsEntry("client_secret", branch.clientSecret());
        assertThat(form.get("code_verifier")).matches("[A-Za-z0-9._~-]{43,128}");
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(form.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
        assertThat(Query.of(page).get("code_challenge"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    @Test
    void theAccountIsComparedWithoutRegardToCase() {
        Branch branch = branches.registered();

        assertThat(browser.connect(branch, branch.email().toUpperCase()).status())
                .isEqualTo(200);
    }

    @Test
    void aSecondConsentReplacesTheFirst() {
        Branch branch = branches.connected();
        Map<String, Object> before = database.token(branch);

        String token = browser.connect(branch).text("access_token");

        assertThat(api.token(branch.id()).text("access_token")).isEqualTo(token);
        assertThat(database.token(branch).get("refresh_token_ciphertext"))
                .isNotEqualTo(before.get("refresh_token_ciphertext"));
    }
}
