package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertRefused;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenEndpoint;

/** Route 3: what a callback may look like, and that it works once (faults 28, 32 and 40). */
@ExtendWith(ArquillianExtension.class)
class CallbackIT {
    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void unknownParametersOfTheCallbackAreIgnored() {
        Branch branch = branches.registered();
        URI callback = browser.consent(browser.start(branch), branch.email());

        Answer answer = browser.open(Query.plus(Query.plus(callback, "authuser", "0"), "foo", "bar"), Browser.PROGRAM);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void theIssuerMayBeMissing() {
        Branch branch = branches.registered();
        URI callback = browser.consent(browser.start(branch), branch.email());

        Answer answer = browser.open(Query.without(callback, "iss"), Browser.PROGRAM);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void expiryCountsFromBeforeTheRequest() {
        Branch branch = branches.registered();
        tokenEndpoint.of(branch).next(Reply.honest().after(Duration.ofSeconds(2)));
        URI callback = browser.consent(browser.start(branch), branch.email());
        Instant sent = Instant.now();

        Answer answer = browser.open(callback, Browser.PROGRAM);

        assertThat(Instant.parse(answer.text("expires_at"))).isBefore(sent.plusSeconds(3601));
    }

    @Test
    void twoCallbacksAtOnceSpendTheCodeOnce() {
        Branch branch = branches.registered();
        URI callback = browser.consent(browser.start(branch), branch.email());

        var statuses = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> browser.open(callback, Browser.PROGRAM).status())
                .toList();

        assertThat(statuses).containsOnly(200, 400).containsOnlyOnce(200);
        assertThat(tokenEndpoint.of(branch).calls()).hasSize(1);
    }

    @Test
    void aReplayedCallbackChangesNothing() {
        Branch branch = branches.registered();
        URI callback = browser.consent(browser.start(branch), branch.email());
        browser.open(callback, Browser.PROGRAM);
        Map<String, Object> stored = database.token(branch);

        Answer answer = browser.open(callback, Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-state");
        assertThat(tokenEndpoint.of(branch).calls()).hasSize(1);
        assertThat(database.token(branch)).usingRecursiveComparison().isEqualTo(stored);
    }

    @Test
    void theCallbackTakesNoForm() {
        Branch branch = branches.registered();
        URI callback = browser.consent(browser.start(branch), branch.email());

        Answer answer = browser.submit(callback, Map.of());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(tokenEndpoint.of(branch).calls()).isEmpty();
    }

    @Test
    void aFailedExchangeSpendsTheState() {
        Branch branch = branches.registered();
        tokenEndpoint.of(branch).next(Reply.refused(400, "invalid_grant"));
        URI callback = browser.consent(browser.start(branch), branch.email());

        assertRefused(browser.open(callback, Browser.PROGRAM));

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertThat(tokenEndpoint.of(branch).calls()).hasSize(1);
    }

    @Test
    void anUnreachableGoogleIsNobodysFault() {
        Branch branch = branches.registered();
        tokenEndpoint.of(branch).next(Reply.raw(503, Map.of("Content-Type", "text/html"), "<html>busy</html>"));

        Answer answer = browser.connect(branch);

        assertProblem(answer, 503, "provider-unavailable");
        assertThat(answer.header("Retry-After"))
                .hasValueSatisfying(value -> assertThat(Integer.parseInt(value)).isPositive());
    }
}
