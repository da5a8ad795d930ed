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
 * Callbacks that do not belong to the flow that was started (faults 27 and 34). The branch is connected already in every test, and its grant must survive untouched.
 */
@ExtendWith(ArquillianExtension.class)
class CallbackStateIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Browser stranger;

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
    void aStateThatWasNeverIssuedIsRefused() {
        URI callback = consented();

        Answer answer = browser.open(Query.with(callback, "state", "A".repeat(43)), Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-state");
        assertUntouched();
        assertThat(browser.open(callback, Browser.PROGRAM).status()).isEqualTo(200);
    }

    @Test
    void aChangedStateIsRefused() {
        URI callback = consented();
        String state = Query.of(callback).get("state");
        char flipped = state.charAt(0) == 'A' ? 'B' : 'A';

        Answer answer = browser.open(Query.with(callback, "state", flipped + state.substring(1)), Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void anotherBrowserCannotFinishTheFlowAndSpendsIt() {
        URI callback = consented();

        Answer answer = stranger.open(callback, Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-state");
        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void aBrowserWithAFlowOfItsOwnCannotFinishAnother() {
        URI callback = consented();
        stranger.start(branch);

        assertProblem(stranger.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void anExpiredFlowIsRefused() {
        URI callback = consented();
        database.update(
                "UPDATE authorization_requests SET created_at = created_at - interval '11 minutes',"
                        + " expires_at = expires_at - interval '11 minutes' WHERE client_id = ?",
                (long) branch.clientId());

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    @Test
    void aFlowThatBeganBeforeTheRegistrationChangedIsRefused() {
        URI callback = consented();
        database.update("UPDATE clients SET version = version + 1 WHERE id = ?", (long) branch.clientId());

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertUntouched();
    }

    private URI consented() {
        return browser.consent(browser.start(branch), branch.email());
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
