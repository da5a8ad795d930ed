package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.platform.Sha256;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Routes 10 and 11: a token that the API refused, and what became of a branch's tokens. */
@ExtendWith(ArquillianExtension.class)
class RejectedTokenIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    private Answer reject(Branch branch, String accessToken) {
        return api.post("/tokens/" + branch.id() + "/rejected", Map.of("access_token_sha256", Sha256.hex(accessToken)));
    }

    private Answer history(Branch branch) {
        return api.call("GET", "/tokens/" + branch.id() + "/history");
    }

    /** So that the service believes that something may have happened to its token. */
    private Branch connectedAMinuteAgo() {
        Branch branch = branches.connected();
        database.update("UPDATE tokens SET issued_at = issued_at - interval '1 minute' WHERE client_id = ?", (long)
                branch.clientId());
        return branch;
    }

    @Test
    void manyCallersWithTheSameComplaintCauseOneRefresh() {
        Branch branch = connectedAMinuteAgo();
        String before = api.token(branch.id()).text("access_token");
        tokenEndpoint.of(branch).next(Reply.honest().after(Duration.ofMillis(300)));

        List<Answer> answers = Callers.atOnce(100, () -> reject(branch, before));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.text("access_token"))
                .doesNotContain(before)
                .containsOnly(answers.get(0).text("access_token"));
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
        assertUsualHeaders(answers.get(0));
    }

    @Test
    void aTokenThatIsNoLongerTheCurrentOneCausesNone() {
        Branch branch = connectedAMinuteAgo();

        Answer answer = reject(branch, "a token of yesterday");

        assertThat(answer.text("access_token")).isEqualTo(api.token(branch.id()).text("access_token"));
        assertThat(tokenEndpoint.of(branch).refreshes()).isEmpty();
    }

    @Test
    void theHistoryTellsWhyEachPairWasStored() {
        Branch branch = connectedAMinuteAgo();
        String first = api.token(branch.id()).text("access_token");
        String second = reject(branch, first).text("access_token");
        String third = api.refresh(branch.clientId()).text("access_token");

        Answer answer = history(branch);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        JsonNode generations = answer.json().path("generations");
        assertThat(generations.findValuesAsText("cause")).containsExactly("forced", "rejected", "connect");
        assertThat(generations.findValuesAsText("generation")).containsExactly("3", "2", "1");
        assertThat(generations.findValuesAsText("access_token_sha256"))
                .containsExactly(Sha256.hex(third), Sha256.hex(second), Sha256.hex(first));
        assertThat(generations.get(0).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "generation",
                        "at",
                        "cause",
                        "node",
                        "provider_latency_ms",
                        "provider_status",
                        "access_token_sha256");
        assertThat(generations.findValuesAsText("provider_status")).containsOnly("200");
        assertUsualHeaders(answer);
    }

    @Test
    void aBranchWithoutTokensHasAnEmptyHistory() {
        Answer answer = history(branches.registered());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("generations")).isEmpty();
    }

    @Test
    void anUnknownBranchHasNone() {
        assertThat(history(branches.unknown()).status()).isEqualTo(404);
        assertThat(reject(branches.unknown(), "x").status()).isEqualTo(404);
    }
}
