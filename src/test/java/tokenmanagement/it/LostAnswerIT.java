package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.time.Duration;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** A refresh was sent, and nobody knows how it ended (fault 64). */
@ExtendWith(ArquillianExtension.class)
class LostAnswerIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    /** As a node leaves the row that is killed between the answer and the commit, once its lease has run out. */
    private Branch killedDuringARefresh() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        database.update(
                "UPDATE tokens SET lease_owner = 'a-node-that-died', fence = fence + 1,"
                        + " lease_until = clock_timestamp() - interval '1 second', attempt_generation = generation,"
                        + " attempt_started_at = clock_timestamp() - interval '46 seconds' WHERE client_id = ?",
                (long) branch.clientId());
        return branch;
    }

    @Test
    void itIsSentAgainAtOnceWithTheSameRefreshToken() {
        Branch branch = killedDuringARefresh();

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
        assertThat(database.token(branch))
                .containsEntry("attempt_generation", null)
                .containsEntry("attempt_started_at", null)
                .containsEntry("lost_answer_generation", null);
    }

    @Test
    void aRefusalThenIsALostRotationAndNoWithdrawal() {
        Branch branch = killedDuringARefresh();
        Object refreshToken = database.token(branch).get("refresh_token_ciphertext");
        tokenEndpoint.of(branch).always(Reply.refused(400, "invalid_grant"));

        assertThat(api.token(branch.id()).status()).isEqualTo(503);
        database.refusedAMinuteAgo(branch);
        Answer answer = api.token(branch.id());

        assertProblem(answer, 409, "reauthorization-required");
        assertThat(answer.text("detail")).contains("nobody withdrew the consent");
        assertThat(api.client(branch.clientId()).text("last_error")).isEqualTo("lost_rotation");
        assertThat(database.token(branch).get("refresh_token_ciphertext")).isEqualTo(refreshToken);
    }

    @Test
    void soIsOneAfterACallThatWasNeverAnswered() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.hangUp()).always(Reply.refused(400, "invalid_grant"));

        api.token(branch.id());
        database.update("UPDATE tokens SET retry_at = NULL WHERE client_id = ?", (long) branch.clientId());
        api.token(branch.id());

        assertThat(database.token(branch)).containsEntry("last_error", "lost_rotation");
    }

    @Test
    void oneAfterAnAnsweredFailureIsAWithdrawal() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.refused(503, "server_error")).always(Reply.refused(400, "invalid_grant"));

        api.token(branch.id());
        database.update("UPDATE tokens SET retry_at = NULL WHERE client_id = ?", (long) branch.clientId());
        api.token(branch.id());

        assertThat(database.token(branch)).containsEntry("last_error", "invalid_grant");
    }
}
