package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tokenmanagement.google.GoogleFixture.assertUnreachable;
import static tokenmanagement.google.GoogleFixture.refresh;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;

/** A peer that takes its time (faults.md row 57). */
class DeadlineTest {
    private static final String JSON_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final FakeGoogle google = FakeGoogle.start();

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void givesUpAtTheDeadlineWhileNothingComes() {
        google.answers(FakeReply.silence());

        assertEndsInTime();
    }

    @Test
    void givesUpAtTheDeadlineWhileHeadersDrip() {
        google.answers(FakeReply.drip(JSON_HEAD, "X-Slow: " + "x".repeat(1000), PAUSE));

        assertEndsInTime();
    }

    @Test
    void givesUpAtTheDeadlineWhileTheBodyDrips() {
        google.answers(FakeReply.drip(JSON_HEAD + "Content-Length: 1000\r\n\r\n", " ".repeat(1000), PAUSE));

        TokenResponse response = assertEndsInTime();

        assertThat(response.status()).contains(200);
    }

    @Test
    void believesTheStatusOfAFailureWhoseBodyNeverComes() {
        google.answers(FakeReply.drip("HTTP/1.1 503 No\r\nRetry-After: 7\r\nContent-Length: 9\r\n\r\n", "", PAUSE));

        Unreachable response = (Unreachable) refresh(GoogleFixture.impatientServer(google));

        assertUnreachable(response, Kind.TRANSIENT, "http_503");
        assertThat(response.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void leavesTheInterruptionOfItsThreadStanding() {
        google.answers(FakeReply.silence());
        Thread.currentThread().interrupt();

        TokenResponse response = refresh(GoogleFixture.server(google));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(((Unreachable) response).error()).isEqualTo("interrupted");
    }

    private TokenResponse assertEndsInTime() {
        TokenResponse response = refresh(GoogleFixture.impatientServer(google));

        assertUnreachable(response, Kind.AMBIGUOUS, "timeout");
        assertThat(response.latency()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
        assertThat(google.requests()).hasSize(1);
        await().until(() -> google.open() == 0);
        return response;
    }
}
