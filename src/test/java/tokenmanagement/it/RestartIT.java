package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Nothing of value lives in the memory of a server. */
@ExtendWith(ArquillianExtension.class)
class RestartIT {
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

    @Test
    void aRestartedServerGoesOnWhereItStopped() {
        Branch connected = branches.connected();
        Branch expired = branches.connected();
        Branch consenting = branches.registered();
        String token = api.token(connected.id()).text("access_token");
        URI callback = browser.consent(browser.start(consenting), consenting.email());
        database.expireIn(expired, Duration.ZERO);

        server.restart();

        assertThat(api.token(connected.id()).text("access_token")).isEqualTo(token);
        assertThat(tokenEndpoint.of(connected).refreshes()).isEmpty();
        assertThat(api.token(expired.id()).number("expires_in")).isGreaterThan(3500);
        assertThat(browser.open(callback, Browser.PROGRAM).status()).isEqualTo(200);
        assertThat(api.token(consenting.id()).status()).isEqualTo(200);
    }

    @Test
    void aKilledServerGoesOnWhereItStopped() {
        Branch branch = branches.connected();
        String token = api.token(branch.id()).text("access_token");

        server.crash();

        assertThat(api.token(branch.id()).text("access_token")).isEqualTo(token);
        assertThat(api.refresh(branch.clientId()).status()).isEqualTo(200);
    }
}
