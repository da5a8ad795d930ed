package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** After a failure: patience, and then all is well again (faults 47 and 59). */
@ExtendWith(ArquillianExtension.class)
class BackOffIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void aBranchHealsByItselfWhenGoogleIsBack() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.refused(500, "server_error"));
        api.token(branch.id());
        database.update("UPDATE tokens SET retry_at = NULL WHERE client_id = ?", (long) branch.clientId());

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Token-Warning")).isEmpty();
        assertThat(api.client(branch.clientId()).text("last_error")).isNull();
    }

    @Test
    void retryAfterIsObeyed() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).always(Reply.raw(429, Map.of("retry-after", "120"), ""));

        for (int i = 0; i < 3; i++) {
            Answer answer = api.token(branch.id());
            assertProblem(answer, 503, "provider-unavailable");
            assertThat(Integer.parseInt(answer.header("Retry-After").orElse("0")))
                    .isBetween(100, 120);
        }

        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }

    @Test
    void callersInALoopDoNotReachAGoogleThatFails() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).always(Reply.refused(503, "server_error"));

        List<Answer> answers = Callers.atOnce(20, () -> api.token(branch.id()));

        assertThat(answers).extracting(Answer::status).containsOnly(503);
        // the first, and at most the one retry of an answer that says nothing
        assertThat(tokenEndpoint.of(branch).refreshes().size()).isLessThanOrEqualTo(2);
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
