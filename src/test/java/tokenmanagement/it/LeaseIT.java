package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Another node refreshes, or died while it did. */
@ExtendWith(ArquillianExtension.class)
class LeaseIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void aLeaseThatANodeLeftBehindIsTakenOverWhenItEnds() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        database.update(
                "UPDATE tokens SET lease_owner = 'a-node-that-died', fence = fence + 1,"
                        + " lease_until = clock_timestamp() + interval '2 seconds' WHERE client_id = ?",
                (long) branch.clientId());

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.number("expires_in")).isGreaterThan(3500);
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }

    @Test
    void aTokenThatAnotherNodeRefreshesMeanwhileIsServed() {
        Branch branch = branches.connected();
        String token = api.token(branch.id()).text("access_token");
        Object fresh = database.token(branch).get("expires_at");
        database.expireIn(branch, Duration.ZERO);
        database.update(
                "UPDATE tokens SET lease_owner = 'another-node', fence = fence + 1,"
                        + " lease_until = clock_timestamp() + interval '30 seconds' WHERE client_id = ?",
                (long) branch.clientId());

        var waiting = CompletableFuture.supplyAsync(() -> api.token(branch.id()));
        database.update(
                "UPDATE tokens SET expires_at = ?, generation = generation + 1, lease_owner = NULL, lease_until = NULL"
                        + " WHERE client_id = ?",
                fresh,
                (long) branch.clientId());

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(waiting.join().text("access_token")).isEqualTo(token);
        assertThat(tokenEndpoint.of(branch).refreshes()).isEmpty();
    }
}
