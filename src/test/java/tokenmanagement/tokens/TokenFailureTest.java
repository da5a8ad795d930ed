package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.CIPHER;
import static tokenmanagement.tokens.Tokens.NOON;
import static tokenmanagement.tokens.Tokens.PLAN;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Secret;
import tokenmanagement.tokens.Token.Status;

/** The verbs that bring nothing: no failure touches the pair. */
class TokenFailureTest {
    private final Token token = Tokens.connected();

    private void refusedAfter(Duration sinceNoon) {
        token.refused("invalid_grant", PLAN, NOON.plus(sinceNoon));
    }

    private static void assertPairIsUntouched(Token token) {
        assertThat(token.accessToken(CIPHER)).isEqualTo(Secret.of("access-1"));
        assertThat(token.refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-1"));
        assertThat(token.generation()).isEqualTo(1);
        assertThat(token.expiresAt()).isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    void theFirstRefusalIsNotYetBelieved() {
        refusedAfter(Duration.ZERO);

        assertThat(token.status()).isEqualTo(Status.ACTIVE);
        assertThat(token.lastError()).contains("invalid_grant");
        assertPairIsUntouched(token);
    }

    @Test
    void theNextTryWaitsForAMinute() {
        refusedAfter(Duration.ZERO);

        assertThat(token.pause(NOON)).isEqualTo(Duration.ofSeconds(60));
        assertThat(token.pause(NOON.plusSeconds(59))).isEqualTo(Duration.ofSeconds(1));
        assertThat(token.pause(NOON.plusSeconds(60))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT60S", "PT61S", "PT24H"})
    void aSecondRefusalAMinuteLaterIsBelieved(Duration later) {
        refusedAfter(Duration.ZERO);
        refusedAfter(later);

        assertThat(token.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
        assertPairIsUntouched(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1S", "PT59.999S"})
    void aSecondRefusalBeforeThatIsNot(Duration later) {
        refusedAfter(Duration.ZERO);
        refusedAfter(later);

        assertThat(token.status()).isEqualTo(Status.ACTIVE);
        assertThat(token.pause(NOON.plus(later)))
                .isEqualTo(Duration.ofSeconds(60).minus(later));
    }

    @Test
    void hastyRefusalsDoNotPutOffTheMinute() {
        refusedAfter(Duration.ZERO);
        refusedAfter(Duration.ofSeconds(30));
        refusedAfter(Duration.ofSeconds(60));

        assertThat(token.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void anUnreachableServerIsNoVerdict() {
        for (int failure = 1; failure <= 100; failure++) {
            token.unreachable("http_503", Duration.ofSeconds(1), NOON.plusSeconds(failure));
        }

        assertThat(token.status()).isEqualTo(Status.ACTIVE);
        assertThat(token.failures()).isEqualTo(100);
        assertThat(token.lastError()).contains("http_503");
        assertPairIsUntouched(token);
    }

    @Test
    void theNextTryWaitsAsLongAsItIsTold() {
        token.unreachable("http_429", Duration.ofSeconds(120), NOON);

        assertThat(token.pause(NOON)).isEqualTo(Duration.ofSeconds(120));
        assertThat(token.pause(NOON.plusSeconds(121))).isZero();
    }

    @Test
    void anUnreachableServerDoesNotConfirmARefusal() {
        refusedAfter(Duration.ZERO);

        token.unreachable("http_503", Duration.ofSeconds(1), NOON.plusSeconds(120));

        assertThat(token.status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void whileNothingHasFailedNothingPauses() {
        assertThat(token.pause(NOON)).isZero();
        assertThat(token.failures()).isZero();
        assertThat(token.lastError()).isEmpty();
    }

    @Test
    void aRefreshTokenThatWasKeptIsNotCondemnedByItsPredecessorsRefusal() {
        refusedAfter(Duration.ZERO);
        token.keep(Secret.of("refresh-2"), CIPHER);

        refusedAfter(Duration.ofSeconds(60));

        assertThat(token.status()).isEqualTo(Status.ACTIVE);
    }
}
