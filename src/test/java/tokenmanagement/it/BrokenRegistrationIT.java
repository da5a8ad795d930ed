package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** A refresh that is refused because of the registration: the grants below it are as good as before (fault 46). */
@ExtendWith(ArquillianExtension.class)
class BrokenRegistrationIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "deleted_client", "disabled_client", "unauthorized_client"})
    void aBrokenRegistrationLeavesTheGrantAlone(String error) {
        Branch branch = branches.connected();
        Map<String, Object> stored = database.token(branch);
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.refused(401, error));

        Answer answer = api.token(branch.id());

        assertProblem(answer, 503, "client-misconfigured");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
        assertThat(database.token(branch).get("refresh_token_ciphertext"))
                .isEqualTo(stored.get("refresh_token_ciphertext"));
        assertThat(api.client(branch.clientId()).text("last_error")).contains(error);
    }

    @Test
    void aBrokenRegistrationStillServesAValidToken() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ofSeconds(200));
        tokenEndpoint.of(branch).next(Reply.refused(401, "invalid_client"));

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Token-Warning")).hasValue("refresh-failed");
    }

    private Branch refused() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.refused(400, "invalid_grant"), Reply.refused(400, "invalid_grant"));
        api.token(branch.id());
        database.refusedAMinuteAgo(branch);
        api.token(branch.id());
        return branch;
    }
}
