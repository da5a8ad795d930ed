package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
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
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** A client secret changes here and at Google, and no grant is lost, whatever comes first (oauth.md §3 Q43). */
@ExtendWith(ArquillianExtension.class)
class ClientSecretIT {
    private static final String NEW = "canary-client-secret-new";

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

    private Answer change(Branch branch, String secret) {
        String tag = api.client(branch.clientId()).header("ETag").orElseThrow();
        Answer answer = api.change(branch.clientId(), tag, Map.of("client_secret", secret));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Google knows one of the secrets. */
    private static Reply good(String secret) {
        return (form, standIn) -> secret.equals(form.get("client_secret"))
                ? Reply.honest().to(form, standIn)
                : Reply.refused(401, "invalid_client").to(form, standIn);
    }

    private Object previous(Branch branch) {
        return database.rows("SELECT previous_secret_ciphertext FROM clients WHERE id = ?", (long) branch.clientId())
                .get(0)
                .get("previous_secret_ciphertext");
    }

    private String accepted(Branch branch) {
        return api.client(branch.clientId()).text("client_secret_accepted");
    }

    @Test
    void theTimerTriesANewSecretAtOnceAndThenForgetsTheOldOne() {
        Branch branch = branches.connected();
        assertThat(accepted(branch)).isEqualTo("current");

        assertThat(change(branch, NEW).text("client_secret_accepted")).isNull();

        patiently().until(() -> "current".equals(accepted(branch)));
        assertThat(tokenEndpoint.of(branch).refreshes()).singleElement().satisfies(form -> assertThat(form)
                .containsEntry("client_secret", NEW));
        assertThat(previous(branch)).isNull();
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void theOldSecretWorksOnUntilGoogleTakesTheNewOne() {
        Branch branch = branches.connected();
        tokenEndpoint.of(branch).always(good(branch.clientSecret()));

        change(branch, NEW);

        assertThat(api.refresh(branch.clientId()).status()).isEqualTo(200);
        assertThat(accepted(branch)).isEqualTo("previous");
        assertThat(previous(branch)).isNotNull();
        assertThat(api.client(branch.clientId()).text("status")).isEqualTo("connected");

        tokenEndpoint.of(branch).always(good(NEW));
        assertThat(api.refresh(branch.clientId()).status()).isEqualTo(200);
        assertThat(accepted(branch)).isEqualTo("current");
        assertThat(previous(branch)).isNull();
    }

    @Test
    void aTypingErrorIsCorrectedWithoutLosingTheSecretThatWorks() {
        Branch branch = branches.connected();
        tokenEndpoint.of(branch).always(good(branch.clientSecret()));

        change(branch, "canary-client-secret-typing-error");
        change(branch, NEW);

        // a refresh that the timer began before the second change says nothing of the secrets after it
        patiently().until(() -> api.refresh(branch.clientId()).status() == 200 && "previous".equals(accepted(branch)));
    }

    @Test
    void theRightSecretHealsARefusedClientByItself() {
        Branch branch = branches.connected();
        tokenEndpoint.of(branch).always(good(NEW));
        database.expireIn(branch, Duration.ZERO);
        assertProblem(api.token(branch.id()), 503, "client-misconfigured");
        Map<String, Object> stored = database.token(branch);

        assertThat(change(branch, NEW).text("last_error")).isNull();

        patiently().until(() -> api.token(branch.id()).status() == 200);
        assertThat(accepted(branch)).isEqualTo("current");
        assertThat(database.token(branch).get("refresh_token_ciphertext"))
                .isEqualTo(stored.get("refresh_token_ciphertext"));
    }

    @Test
    void aConsentIsFinishedWithTheOldSecretToo() {
        Branch branch = branches.registered();
        tokenEndpoint.of(branch).always(good(branch.clientSecret()));
        change(branch, NEW);

        assertThat(browser.connect(branch).status()).isEqualTo(200);
        assertThat(accepted(branch)).isEqualTo("previous");
    }

    @Test
    void bothSecretsRestEncryptedEachInItsOwnPlace() {
        Branch branch = branches.registered();

        change(branch, NEW);

        assertThat(database.dump()).doesNotContain(branch.clientSecret(), NEW);
        database.update("UPDATE clients SET client_secret_ciphertext = previous_secret_ciphertext WHERE id = ?", (long)
                branch.clientId());
        assertProblem(browser.open(api.loginAddress(branch.clientId()), Browser.PROGRAM), 500, "internal-error");
    }
}
