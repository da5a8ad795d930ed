package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.NOW;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.MutableClock;

class TokenEndpointBreakerTest {
    private static final TokenResponse FAILURE = failure(Kind.TRANSIENT);
    private static final TokenResponse GRANTED = new TokenResponse.Granted(
            NOW,
            Duration.ofMillis(100),
            Optional.of(200),
            Secret.of("access-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private static final TokenResponse REFUSED = new TokenResponse.Refused(
            NOW, Duration.ofMillis(100), Optional.of(400), Reason.GRANT, "invalid_grant", Optional.empty());

    private final LogCapture log = LogCapture.of(TokenEndpointBreaker.class);
    private final MutableClock clock = new MutableClock(NOW);
    private final TokenEndpointBreaker breaker = GoogleFixture.breaker(clock);

    private static TokenResponse failure(Kind kind) {
        return new TokenResponse.Unreachable(
                NOW, Duration.ofMillis(100), Optional.empty(), kind, "http_503", Optional.empty());
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private void calls(int number, TokenResponse response) {
        IntStream.range(0, number).forEach(call -> {
            assertThat(breaker.permits()).isTrue();
            breaker.record(response);
        });
    }

    private void open() {
        calls(TokenEndpointBreaker.FEWEST_CALLS, FAILURE);
        assertThat(breaker.permits()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "HELD_BACK", mode = EnumSource.Mode.EXCLUDE)
    void twentyCallsThatCameToNothingOpenIt(Kind kind) {
        calls(TokenEndpointBreaker.FEWEST_CALLS - 1, failure(kind));
        assertThat(breaker.pause()).isZero();

        calls(1, failure(kind));

        assertThat(breaker.permits()).isFalse();
        assertThat(breaker.pause()).isEqualTo(TokenEndpointBreaker.WAIT);
        assertThat(log.warnings()).containsExactly("circuit breaker of the token endpoint: OPEN");
    }

    @Test
    void refusalsAreAnswers() {
        calls(100, REFUSED);

        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void anEndpointThatAnswersEveryOtherCallStaysInUse() {
        for (int call = 0; call < 200; call++) {
            calls(1, call % 2 == 0 ? GRANTED : FAILURE);
            clock.advance(Duration.ofMillis(100));
        }

        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void fewFailuresOverALongTimeAreNoOutage() {
        for (int call = 0; call < 100; call++) {
            calls(1, FAILURE);
            clock.advance(Duration.ofSeconds(2));
        }

        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void oneCallProbesAndItsSuccessClosesIt() {
        open();
        clock.advance(TokenEndpointBreaker.WAIT.plusMillis(1));
        assertThat(breaker.pause()).isZero();

        assertThat(breaker.permits()).isTrue();
        assertThat(breaker.permits()).isFalse();
        assertThat(breaker.pause()).isPositive();
        breaker.record(GRANTED);

        calls(5, GRANTED);
        assertThat(breaker.pause()).isZero();
    }

    @Test
    void aProbeThatFailsOpensItForAsLongAgain() {
        open();
        clock.advance(TokenEndpointBreaker.WAIT.plusMillis(1));

        calls(1, FAILURE);

        assertThat(breaker.permits()).isFalse();
        assertThat(breaker.pause()).isEqualTo(TokenEndpointBreaker.WAIT);
    }

    @Test
    void aProbeThatWasNeverSentLeavesItsPlaceToAnother() {
        open();
        clock.advance(TokenEndpointBreaker.WAIT.plusMillis(1));
        assertThat(breaker.permits()).isTrue();

        breaker.abandon();

        assertThat(breaker.pause()).isZero();
        assertThat(breaker.permits()).isTrue();
    }

    /** An exchange asks for no leave: a person is waiting. */
    @Test
    void aSuccessWhileItIsOpenDoesNotCloseIt() {
        open();

        breaker.record(GRANTED);

        assertThat(breaker.permits()).isFalse();
    }
}
