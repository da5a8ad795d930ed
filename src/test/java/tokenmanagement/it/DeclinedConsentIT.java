package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/**
 * Callbacks that bring an error in place of a code (faults 30 and 31; RFC 6749 §4.1.2.1). The branch is connected already in every test, and its grant must survive untouched.
 */
@ExtendWith(ArquillianExtension.class)
class DeclinedConsentIT {
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

    private Branch branch;
    private Map<String, Object> stored;
    private int calls;

    @BeforeEach
    void connect() {
        branch = branches.connected();
        stored = database.token(branch);
        calls = tokenEndpoint.of(branch).calls().size();
    }

    @Test
    void aPersonMayDecline() {
        URI callback = declined("access_denied");

        Answer answer = browser.open(callback, Browser.PROGRAM);

        assertProblem(answer, 403, "access-denied");
        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void aPersonWhoDeclinedReadsSoOnAPage() {
        Answer answer = browser.open(declined("access_denied"), Browser.PAGE);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("text/html");
        assertUntouched();
    }

    @Test
    void anErrorFromOutsideIsNeverShownAsItCame() {
        URI callback = Query.plus(
                declined("<script>alert(1)</script>"), "error_description", "<img onerror=x>" + "x".repeat(4000));

        Answer page = browser.open(callback, Browser.PAGE);

        assertThat(page.status()).isBetween(400, 499);
        assertThat(page.body()).doesNotContain("<script>alert", "<img onerror", "x".repeat(1000));
        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    private URI consented() {
        return browser.consent(browser.start(branch), branch.email());
    }

    /** The callback of RFC 6749 §4.1.2.1. */
    private URI declined(String error) {
        URI callback = Query.without(consented(), "code");
        return Query.plus(callback, "error", error);
    }

    private void assertUntouched() {
        assertThat(tokenEndpoint.of(branch).calls()).hasSize(calls);
        assertSameGrant();
    }

    private void assertSameGrant() {
        assertThat(database.token(branch)).usingRecursiveComparison().isEqualTo(stored);
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }
}
