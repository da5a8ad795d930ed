package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** The list of grants to revoke is worked until it is empty, and no sibling dies of it (fault 62, oauth.md §1.8). */
@ExtendWith(ArquillianExtension.class)
class RevocationIT {
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

    private String refreshToken(Branch branch) {
        return api.refresh(branch.clientId()).text("refresh_token");
    }

    private String disconnect(Branch branch) {
        Answer answer = api.call("DELETE", "/tokens/" + branch.id());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.text("revoked_at_google");
    }

    private List<Map<String, Object>> listed(Branch branch) {
        return database.rows("SELECT * FROM revocations WHERE branch_id = ?", branch.id());
    }

    private void awaitFailure(Branch branch) {
        patiently().until(() -> listed(branch).get(0).get("last_error") != null);
    }

    private void awaitEmptyList(Branch branch) {
        patiently().until(() -> listed(branch).isEmpty());
    }

    private void makeDue(Branch branch) {
        database.update("UPDATE revocations SET next_attempt_at = clock_timestamp() WHERE branch_id = ?", branch.id());
    }

    static Reply[] failures() {
        return new Reply[] {
            Reply.raw(503, Map.of("Retry-After", "600"), ""),
            Reply.refused(400, "invalid_request"),
            Reply.refused(401, "invalid_token"),
            Reply.hangUp(),
            Reply.json(200, "{}").after(Duration.ofSeconds(7))
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureStaysOnTheListUntilGoogleHasConfirmed(Reply failure) {
        Branch branch = branches.connected();
        String refreshToken = refreshToken(branch);
        tokenEndpoint.ofToken(refreshToken).always(failure);

        assertThat(disconnect(branch)).isEqualTo("pending");

        awaitFailure(branch);
        assertThat(api.token(branch.id()).status()).isEqualTo(409);
        assertThat(disconnect(branch)).isEqualTo("pending");
        assertThat(database.dump()).doesNotContain(refreshToken);
        tokenEndpoint.ofToken(refreshToken).always(Reply.honest());
        makeDue(branch);
        awaitEmptyList(branch);
    }

    @Test
    void aGrantThatIsDeadAlreadyIsDone() {
        Branch branch = branches.connected();
        String refreshToken = refreshToken(branch);
        tokenEndpoint.ofToken(refreshToken).always(Reply.refused(400, "invalid_token"));

        disconnect(branch);

        awaitEmptyList(branch);
        assertThat(tokenEndpoint.ofToken(refreshToken).calls()).hasSize(1);
    }

    @Test
    void aRowThatANodeLeftBehindIsTakenOver() {
        Branch branch = branches.connected();
        String refreshToken = refreshToken(branch);
        tokenEndpoint.ofToken(refreshToken).next(Reply.refused(503, "server_error"));
        disconnect(branch);
        awaitFailure(branch);

        database.update(
                "UPDATE revocations SET lease_owner = 'a-node-that-died', next_attempt_at = clock_timestamp(),"
                        + " lease_until = clock_timestamp() + interval '1 second' WHERE branch_id = ?",
                branch.id());

        awaitEmptyList(branch);
    }

    @Test
    void aSiblingOfTheSameAccountAndProjectKeepsTheGrantAlive() {
        Branch branch = branches.connected();
        Branch sibling = branches.siblingOf(branch);
        String refreshToken = refreshToken(branch);

        assertThat(disconnect(branch)).isEqualTo("kept-for-sibling");

        assertThat(listed(branch)).isEmpty();
        assertThat(database.token(branch)).containsEntry("refresh_token_ciphertext", null);
        assertThat(tokenEndpoint.ofToken(refreshToken).calls()).isEmpty();
        assertThat(api.refresh(sibling.clientId()).status()).isEqualTo(200);
        assertThat(disconnect(sibling)).isEqualTo("pending");
        awaitEmptyList(sibling);
    }

    @Test
    void ofSiblingsThatGoAtTheSameTimeTheLastOneIsRevoked() {
        for (int i = 0; i < 5; i++) {
            Branch branch = branches.connected();
            Queue<Branch> both = new ArrayDeque<>(List.of(branch, branches.siblingOf(branch)));

            List<String> outcomes = Callers.atOnce(2, () -> {
                Branch mine;
                synchronized (both) {
                    mine = both.remove();
                }
                return disconnect(mine);
            });

            assertThat(outcomes).containsExactlyInAnyOrder("pending", "kept-for-sibling");
        }
    }

    @Test
    void aBranchThatIsConnectedAgainBeforeTheCallIsLeftAlone() {
        Branch branch = branches.connected();
        String refreshToken = refreshToken(branch);
        tokenEndpoint.ofToken(refreshToken).next(Reply.refused(503, "server_error"));
        disconnect(branch);
        awaitFailure(branch);
        int calls = tokenEndpoint.ofToken(refreshToken).calls().size();

        database.update(
                "UPDATE revocations SET next_attempt_at = clock_timestamp() + interval '1 hour' WHERE branch_id = ?",
                branch.id());
        assertThat(browser.connect(branch).status()).isEqualTo(200);
        makeDue(branch);

        awaitEmptyList(branch);
        assertThat(tokenEndpoint.ofToken(refreshToken).calls()).hasSize(calls);
        assertThat(api.refresh(branch.clientId()).status()).isEqualTo(200);
    }
}
