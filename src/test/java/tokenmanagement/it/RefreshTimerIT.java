package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Tokens are refreshed without anybody asking; the timer of the container tests looks every second. */
@ExtendWith(ArquillianExtension.class)
class RefreshTimerIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void aTokenThatIsDueIsRefreshedWithoutAnybodyAsking() {
        Branch branch = branches.connected();
        Map<String, Object> before = database.token(branch);

        database.makeDue(branch);

        patiently().until(() -> generation(branch) > (long) before.get("generation"));
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
        assertThat(database.token(branch).get("access_token_ciphertext"))
                .isNotEqualTo(before.get("access_token_ciphertext"));
        assertThat(database.token(branch).get("lease_owner")).isNull();
    }

    @Test
    void theNextRefreshIsPlannedInTheLaterPartOfTheLife() {
        Branch branch = branches.connected();

        Map<String, Object> plan = database.rows(
                        "SELECT extract(epoch FROM next_refresh_at - issued_at)"
                                + " / extract(epoch FROM expires_at - issued_at) AS share FROM tokens WHERE client_id = ?",
                        (long) branch.clientId())
                .get(0);

        assertThat(((Number) plan.get("share")).doubleValue()).isBetween(0.59, 0.86);
    }

    @Test
    void aTokenThatIsNotDueIsLeftAlone() {
        Branch due = branches.connected();
        Branch idle = branches.connected();

        database.makeDue(due);
        patiently().until(() -> !tokenEndpoint.of(due).refreshes().isEmpty());

        assertThat(tokenEndpoint.of(idle).refreshes()).isEmpty();
    }

    @Test
    void manyThatAreDueTogetherAreEachRefreshedOnce() {
        List<Branch> due =
                IntStream.range(0, 40).mapToObj(i -> branches.connected()).toList();

        due.forEach(database::makeDue);

        patiently().untilAsserted(() -> assertThat(due)
                .allSatisfy(branch ->
                        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1)));
    }

    @Test
    void aSlowBranchDoesNotHoldUpTheOthers() {
        Branch slow = branches.connected();
        Branch quick = branches.connected();
        tokenEndpoint.of(slow).next(Reply.honest().after(Duration.ofMillis(2500)));

        database.makeDue(slow);
        patiently().until(() -> !tokenEndpoint.of(slow).refreshes().isEmpty());
        database.makeDue(quick);

        patiently().until(() -> generation(quick) == 2);
        patiently().until(() -> generation(slow) == 2);
        assertThat(tokenEndpoint.of(slow).refreshes()).hasSize(1);
    }

    @Test
    void aFailureIsNotedAndTriedAgainLater() {
        Branch branch = branches.connected();
        tokenEndpoint.of(branch).next(Reply.refused(503, "server_error"), Reply.refused(503, "server_error"));

        database.makeDue(branch);

        patiently().until(() -> database.token(branch).get("last_error") != null);
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
        assertThat(database.token(branch).get("retry_at")).isNotNull();
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
        patiently().until(() -> generation(branch) == 2);
    }

    @Test
    void aRefusedBranchIsNotAskedAgainAndAgain() {
        Branch branch = branches.connected();
        Branch marker = branches.connected();
        tokenEndpoint.of(branch).always(Reply.refused(400, "invalid_grant"));

        database.makeDue(branch);
        patiently().until(() -> !tokenEndpoint.of(branch).refreshes().isEmpty());
        for (long round = 2; round < 5; round++) {
            long expected = round;
            database.makeDue(marker);
            patiently().until(() -> generation(marker) == expected);
        }

        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
    }

    private long generation(Branch branch) {
        return (long) database.token(branch).get("generation");
    }
}
