package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** A stored secret that cannot be decrypted is the trouble of its own row, and of no other (fault 73). */
@ExtendWith(ArquillianExtension.class)
class UnreadableTokenIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Provided
    private Logs logs;

    @Test
    void aCiphertextFromAnotherBranchOpensNothing() {
        Branch branch = branches.connected();
        Branch other = branches.connected();
        database.update(
                "UPDATE tokens SET access_token_ciphertext ="
                        + " (SELECT access_token_ciphertext FROM tokens WHERE client_id = ?) WHERE client_id = ?",
                (long) other.clientId(),
                (long) branch.clientId());

        assertUnreadable(branch);
        assertThat(api.token(other.id()).status()).isEqualTo(200);
    }

    @Test
    void aFlippedBitOfACiphertextIsNoticed() {
        Branch branch = branches.connected();
        database.update(
                "UPDATE tokens SET access_token_ciphertext = set_bit(access_token_ciphertext, 100,"
                        + " 1 - get_bit(access_token_ciphertext, 100)) WHERE client_id = ?",
                (long) branch.clientId());

        assertUnreadable(branch);
    }

    @Test
    void anUnreadableRefreshTokenIsNeitherSentNorOverwritten() {
        Branch branch = branches.connected();
        database.update(
                "UPDATE tokens SET refresh_token_ciphertext = access_token_ciphertext WHERE client_id = ?",
                (long) branch.clientId());
        database.expireIn(branch, Duration.ZERO);

        assertUnreadable(branch);
        assertThat(tokenEndpoint.of(branch).refreshes()).isEmpty();
    }

    /** One row's own trouble: a problem with an incident, a log line that names the row, and nothing written over it. */
    private void assertUnreadable(Branch branch) {
        Map<String, Object> stored = database.token(branch);

        Answer answer = api.token(branch.id());

        assertProblem(answer, 500, "internal-error");
        assertThat(database.token(branch))
                .containsEntry("status", "ACTIVE")
                .extractingByKeys("access_token_ciphertext", "refresh_token_ciphertext")
                .usingRecursiveComparison()
                .isEqualTo(List.of(stored.get("access_token_ciphertext"), stored.get("refresh_token_ciphertext")));
        patiently().untilAsserted(() -> assertThat(logs.lines())
                .as("a line with the incident, and one that names table, column and row")
                .anyMatch(line -> line.contains(answer.text("incident")))
                .anyMatch(line -> line.matches(".*tokens\\.(access|refresh)_token.*\\b(" + branch.clientId() + "|"
                        + stored.get("id") + ")\\b.*")));
    }
}
