package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

/** A new refresh token that comes after another node has stored a pair, as when the first node was stopped too long. */
@ExtendWith(ArquillianExtension.class)
class LateTokenIT {
    private static final String ALL = "SELECT refresh_token_ciphertext FROM late_refresh_tokens WHERE client_id = ?";

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

    /** The lease runs out during the call, and another node stores its own answer. */
    private Branch overtaken() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint
                .of(branch)
                .next(Reply.rotated("late-access", "canary-rotated-too-late").after(Duration.ofSeconds(2)));
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> api.token(branch.id()));
        patiently().until(() -> tokenEndpoint.of(branch).refreshes().size() == 1);
        database.update(
                "UPDATE tokens SET generation = generation + 1, fence = fence + 1, lease_owner = NULL,"
                        + " lease_until = NULL WHERE client_id = ?",
                (long) branch.clientId());
        waiting.join();
        patiently().until(() -> kept(branch).size() == 1);
        return branch;
    }

    private List<Map<String, Object>> kept(Branch branch) {
        return database.rows(ALL, (long) branch.clientId());
    }

    private static Reply onlyFor(String refreshToken) {
        Reply granted = Reply.granted("saved-access");
        Reply refused = Reply.refused(400, "invalid_grant");
        return (form, standIn) ->
                (refreshToken.equals(form.get("refresh_token")) ? granted : refused).to(form, standIn);
    }

    @Test
    void itIsKeptEncryptedBesideTheStoredOne() {
        Branch branch = overtaken();

        assertThat(kept(branch)).hasSize(1);
        assertThat(database.token(branch)).containsEntry("generation", 2L);
        assertThat(database.dump()).doesNotContain("canary-rotated-too-late");
    }

    @Test
    void itSavesABranchWhoseStoredOneIsDead() {
        Branch branch = overtaken();
        tokenEndpoint.of(branch).always(onlyFor("canary-rotated-too-late"));

        Answer saved = api.token(branch.id());

        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.text("access_token")).isEqualTo("saved-access");
        assertThat(kept(branch)).isEmpty();
        assertThat(api.refresh(branch.clientId()).status()).isEqualTo(200);
    }

    @Test
    void whenBothAreDeadAPersonIsNeededAndBothAreKept() {
        Branch branch = overtaken();
        tokenEndpoint.of(branch).always(Reply.refused(400, "invalid_grant"));

        api.token(branch.id());
        database.refusedAMinuteAgo(branch);

        assertProblem(api.token(branch.id()), 409, "reauthorization-required");
        assertThat(kept(branch)).hasSize(1);
    }

    @Test
    void itIsDroppedWhenTheStoredOneIsProvenGood() {
        Branch branch = overtaken();

        assertThat(api.token(branch.id()).status()).isEqualTo(200);

        assertThat(kept(branch)).isEmpty();
    }

    @Test
    void itIsDroppedWhenAPersonConnectsAnew() {
        Branch branch = overtaken();

        browser.connect(branch);

        assertThat(kept(branch)).isEmpty();
    }
}
