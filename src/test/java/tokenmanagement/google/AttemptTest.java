package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.clients.ClientSecret;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;

/** A client secret is changed here and at Google: both orders are good (oauth.md §3 Q43). */
class AttemptTest {
    private static final TokenResponse GRANTED = new TokenResponse.Granted(
            Instant.EPOCH,
            Duration.ZERO,
            Optional.of(200),
            Secret.of("canary-access"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final TokenResponse CLIENT_REFUSED = refused(Reason.CLIENT, "invalid_client");

    private final LogCapture log = LogCapture.of(Attempt.class);
    private final List<ClientCredentials> used = new ArrayList<>();
    private boolean timeLeft = true;

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private static TokenResponse refused(Reason reason, String error) {
        return new TokenResponse.Refused(
                Instant.EPOCH, Duration.ZERO, Optional.of(401), reason, error, Optional.empty());
    }

    private Attempt attempt(ClientDouble client, TokenResponse... answers) {
        Deque<TokenResponse> left = new ArrayDeque<>(List.of(answers));
        return Attempt.of(client, Ciphers.any(), () -> timeLeft, credentials -> {
            used.add(credentials);
            return left.remove();
        });
    }

    private static ClientDouble withTwoSecrets() {
        return new ClientDouble(1).withPreviousSecret();
    }

    @Test
    void thePresentSecretIsTriedFirstAndAloneWhenItIsTaken() {
        Attempt attempt = attempt(withTwoSecrets(), GRANTED);

        assertThat(attempt).isEqualTo(new Attempt(GRANTED, ClientSecret.CURRENT));
        assertThat(used).containsExactly(ClientDouble.CREDENTIALS);
    }

    @Test
    void thePreviousOneIsTriedWhenTheClientIsRefused() {
        Attempt attempt = attempt(withTwoSecrets(), CLIENT_REFUSED, GRANTED);

        assertThat(attempt).isEqualTo(new Attempt(GRANTED, ClientSecret.PREVIOUS));
        assertThat(used).containsExactly(ClientDouble.CREDENTIALS, ClientDouble.PREVIOUS_CREDENTIALS);
        assertThat(log.text()).contains("the previous one still works branch=branch-1");
    }

    @Test
    void whereBothAreRefusedTheWordAgainstThePresentOneCounts() {
        Attempt attempt = attempt(withTwoSecrets(), CLIENT_REFUSED, refused(Reason.CLIENT, "deleted_client"));

        assertThat(attempt).isEqualTo(new Attempt(CLIENT_REFUSED, ClientSecret.CURRENT));
    }

    @Test
    void whatThePreviousOneLearnsOfTheGrantCounts() {
        TokenResponse dead = refused(Reason.GRANT, "invalid_grant");
        TokenResponse busy = new TokenResponse.Unreachable(
                Instant.EPOCH, Duration.ZERO, Optional.of(503), Kind.TRANSIENT, "http_503", Optional.empty());

        assertThat(attempt(withTwoSecrets(), CLIENT_REFUSED, dead).response()).isEqualTo(dead);
        assertThat(attempt(withTwoSecrets(), CLIENT_REFUSED, busy).response()).isEqualTo(busy);
    }

    @Test
    void aRefusedGrantIsNoMatterOfTheSecret() {
        attempt(withTwoSecrets(), refused(Reason.GRANT, "invalid_grant"));

        assertThat(used).hasSize(1);
    }

    @Test
    void thereIsNoSecondCallWithoutAPreviousSecretOrWithoutTime() {
        attempt(new ClientDouble(1), CLIENT_REFUSED);
        timeLeft = false;
        attempt(withTwoSecrets(), CLIENT_REFUSED);

        assertThat(used).containsExactly(ClientDouble.CREDENTIALS, ClientDouble.CREDENTIALS);
    }
}
