package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.Patience.patiently;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Postgres;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** The database goes away and comes back (faults 66 and 71). */
@ExtendWith(ArquillianExtension.class)
class DatabaseOutageIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Postgres postgres;

    @Provided
    private Database database;

    @Provided
    private Keys keys;

    @Provided
    private TokenEndpoint tokenEndpoint;

    /** WildFly's pool notices a dead connection when it is used: some requests pay for that, then all is well. */
    @AfterEach
    void healed() {
        patiently().until(() -> Callers.atOnce(40, () -> api.clients("?limit=1").status()).stream()
                .allMatch(status -> status == 200));
    }

    @Test
    void everyRouteSaysThatItCannotAnswerNow() {
        Branch branch = branches.connected();
        URI callback = browser.consent(browser.start(branch), branch.email());
        TokenApi caller = keys.with("tokens:read").api();
        String links = "/clients/" + branch.clientId() + "/connect-links";
        URI link = URI.create(api.call("POST", links).text("url"));
        List<Supplier<Answer>> routes = List.of(
                () -> api.token(branch.id()),
                () -> caller.token(branch.id()),
                keys::list,
                () -> api.call("POST", links),
                () -> browser.open(link, Browser.PROGRAM),
                () -> api.refresh(branch.clientId()),
                () -> api.client(branch.clientId()),
                () -> api.clients(""),
                () -> api.register(branches.unknown().registration()),
                () -> browser.open(api.loginAddress(branch.clientId()), Browser.PROGRAM),
                () -> browser.open(callback, Browser.PROGRAM));

        postgres.whileDown(() -> routes.forEach(route -> {
            Instant asked = Instant.now();

            Answer answer = route.get();

            assertProblem(answer, 503, "database-unavailable");
            assertThat(Integer.parseInt(answer.header("Retry-After").orElse("0")))
                    .isPositive();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }));

        patiently().until(() -> caller.token(branch.id()).status() == 200);
    }

    @Test
    void aServerWithoutDatabaseLivesButIsNotReady() {
        postgres.whileDown(() -> {
            assertThat(api.get("/health/live").status()).isEqualTo(200);
            Answer ready = api.withoutKey().get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.text("status")).isEqualTo("DOWN");
            assertThat(ready.body()).doesNotContain("Exception", "localhost", "postgres");
        });

        patiently().until(() -> api.get("/health/ready").status() == 200);
    }

    @Test
    void theTimerGoesOnWhenTheDatabaseIsBack() {
        Branch branch = branches.connected();

        postgres.whileDown(() -> assertThat(api.token(branch.id()).status()).isEqualTo(503));
        healed();
        database.makeDue(branch);

        patiently().until(() -> tokenEndpoint.of(branch).refreshes().size() == 1);
        patiently().until(() -> api.token(branch.id()).status() == 200);
    }
}
