package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.clients.ClientSecret;
import tokenmanagement.google.Attempt;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.LogCapture;

/** A refresh tells which of a client's two secrets is good (oauth.md §3 Q43). */
class ClientSecretTest {
    private static final TokenResponse CLIENT_REFUSED = Grants.refused(Reason.CLIENT, "invalid_client");

    private final LogCapture log = LogCapture.of(TokenRefresh.class);
    private final LogCapture attempts = LogCapture.of(Attempt.class);
    private final TokenRefreshFixture given = new TokenRefreshFixture();

    @AfterEach
    void releaseLogs() {
        log.close();
        attempts.close();
    }

    private void leaseIsFreeWithTwoSecrets() {
        given.leaseIsFree(Lease.of(new ClientDouble(1).withPreviousSecret(), Tokens.connected(), System.nanoTime()));
    }

    @Test
    void theSecretOfASuccessIsNotedAfterThePairIsStored() {
        given.leaseIsFree();

        given.refresh(Cause.READ);

        assertThat(given.accepted).containsExactly(ClientSecret.CURRENT);
    }

    @Test
    void theSameRefreshIsTriedWithThePreviousSecret() {
        leaseIsFreeWithTwoSecrets();
        given.answer = CLIENT_REFUSED;

        given.refresh(Cause.READ);

        assertThat(given.written).isInstanceOf(TokenResponse.Granted.class);
        assertThat(given.accepted).containsExactly(ClientSecret.PREVIOUS);
        assertThat(given.events).containsSubsequence("send refresh-1", "send refresh-1 with the previous secret");
    }

    @Test
    void nothingIsNotedWhereBothAreRefused() {
        leaseIsFreeWithTwoSecrets();
        given.answer = CLIENT_REFUSED;
        given.answerToPrevious = CLIENT_REFUSED;

        given.refresh(Cause.READ);

        assertThat(given.written).isEqualTo(CLIENT_REFUSED);
        assertThat(given.accepted).isEmpty();
    }
}
