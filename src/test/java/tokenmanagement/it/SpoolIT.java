package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Patience.patiently;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Postgres;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** The database goes away after Google has answered with the only refresh token that still works (fault 67). */
@ExtendWith(ArquillianExtension.class)
class SpoolIT {
    private static final Path SPOOL = Path.of(System.getenv("TOKEN_MANAGEMENT_SPOOL_DIR"));

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private Postgres postgres;

    @Provided
    private Server server;

    @Provided
    private TokenEndpoint tokenEndpoint;

    private final CountDownLatch outage = new CountDownLatch(1);

    /** Google answers this branch's refresh when the database is away. */
    private Branch refreshing() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        Reply rotated = Reply.rotated("canary-spooled-access", "canary-spooled-refresh");
        tokenEndpoint
                .of(branch)
                .next((form, standIn) -> {
                    outage.await();
                    return rotated.to(form, standIn);
                })
                .always(Reply.refused(400, "invalid_grant"));
        CompletableFuture<Answer> reader = CompletableFuture.supplyAsync(() -> api.token(branch.id()));
        patiently().until(() -> tokenEndpoint.of(branch).refreshes().size() == 1);
        assertThat(reader).isNotCompleted();
        return branch;
    }

    private void theAnswerComes() {
        outage.countDown();
        patiently().until(() -> isSpooled());
    }

    private static boolean isSpooled() {
        String[] files = SPOOL.toFile().list((directory, name) -> name.endsWith(".answer"));
        return files != null && files.length > 0;
    }

    private void assertStored(Branch branch) {
        patiently().until(() -> api.token(branch.id()).status() == 200);
        assertThat(api.token(branch.id()).text("access_token")).isEqualTo("canary-spooled-access");
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
        patiently().until(() -> !isSpooled());
    }

    @Test
    void theAnswerIsStoredWhenTheDatabaseIsBackAndGoogleIsNotAskedAgain() {
        Branch branch = refreshing();

        postgres.whileDown(this::theAnswerComes);

        assertStored(branch);
    }

    @Test
    void alsoWhenTheServerIsKilledMeanwhile() {
        Branch branch = refreshing();

        postgres.whileDown(() -> {
            theAnswerComes();
            server.kill();
        });
        server.crash();

        assertStored(branch);
    }
}
