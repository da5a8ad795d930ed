package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertRefused;

import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/**
 * Callbacks with parameters that make no sense (faults 26 to 31). The branch is connected already in every test, and its grant must survive untouched.
 */
@ExtendWith(ArquillianExtension.class)
class CallbackParametersIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Database database;

    @Provided
    private Server server;

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
    void aCallbackWithoutParametersIsRefused() {
        assertRefused(browser.open(server.address("/token-management/auth/callback"), Browser.PROGRAM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "code"})
    void nothingMayBeMissing(String parameter) {
        assertRefused(browser.open(Query.without(consented(), parameter), Browser.PROGRAM));
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "code", "iss", "error"})
    void nothingMayComeTwice(String parameter) {
        URI callback = Query.plus(consented(), parameter, "second");
        if (parameter.equals("error")) {
            callback = Query.plus(callback, parameter, "third");
        }

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-request");
        assertUntouched();
    }

    @Test
    void aCodeAndAnErrorTogetherAreRefused() {
        Answer answer = browser.open(Query.plus(consented(), "error", "access_denied"), Browser.PROGRAM);

        assertProblem(answer, 400, "invalid-request");
        assertUntouched();
    }

    @Test
    void aForeignIssuerIsRefused() {
        for (String issuer : new String[] {"https://accounts.google.com/", "https://evil.example", ""}) {
            Answer answer = browser.open(Query.with(consented(), "iss", issuer), Browser.PROGRAM);

            assertRefused(answer);
            assertThat(answer.status()).isEqualTo(400);
        }
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
