package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;
import tokenmanagement.support.FakeRequest;

/** RFC 7009 as Google does it (oauth.md §1.8, faults.md row 62). */
class RevocationTest {
    private static final Secret TOKEN = Secret.of("canary-refresh-token//1+&=");

    private final FakeGoogle google = FakeGoogle.start();
    private final GoogleAuthorizationServer server = GoogleFixture.impatientServer(google);

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    private RevocationResult answerTo(FakeReply reply) {
        google.answers(reply);
        return server.revoke(TOKEN);
    }

    private static RevocationResult failed(String error) {
        return new RevocationResult.Failed(error, Optional.empty());
    }

    @Test
    void theTokenGoesInTheBodyAloneAndNobodySaysWhoHeIs() {
        answerTo(FakeReply.json(200, "{}"));

        FakeRequest request = google.lastRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/revoke");
        assertThat(request.form()).isEqualTo(Map.of("token", TOKEN.reveal()));
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .doesNotContainKey("Authorization");
    }

    @Test
    void a200IsDone() {
        assertThat(answerTo(FakeReply.json(200, "{}"))).isEqualTo(new RevocationResult.Done());
        assertThat(answerTo(FakeReply.answer(200, Map.of(), ""))).isEqualTo(new RevocationResult.Done());
    }

    @Test
    void aTokenThatIsDeadAlreadyIsDone() {
        FakeReply dead = FakeReply.json(400, "{\"error\":\"invalid_token\",\"error_description\":\"canary\"}");

        assertThat(answerTo(dead)).isEqualTo(new RevocationResult.Done());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"invalid_request\"}",
                "{\"error\":\"unsupported_token_type\"}",
                "{\"error\":{\"message\":\"invalid_token\"}}",
                "[\"invalid_token\"]",
                "invalid_token",
                ""
            })
    void any400ButThatOneIsNot(String body) {
        assertThat(answerTo(FakeReply.json(400, body))).isEqualTo(failed("http_400"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 401, 403, 404, 429, 500, 502, 503})
    void neitherIsAnyOtherStatus(int status) {
        assertThat(answerTo(FakeReply.json(status, "{\"error\":\"invalid_token\"}")))
                .isEqualTo(failed("http_" + status));
    }

    @Test
    void theWaitThatA503AsksForIsHandedOn() {
        assertThat(answerTo(FakeReply.answer(503, Map.of("Retry-After", "120"), "")))
                .isEqualTo(new RevocationResult.Failed("http_503", Optional.of(Duration.ofSeconds(120))));
    }

    @Test
    void silenceIsATimeout() {
        assertThat(answerTo(FakeReply.silence())).isEqualTo(failed("timeout"));
    }

    @Test
    void aClosedDoorIsAFailure() throws Exception {
        google.close();

        assertThat(server.revoke(TOKEN)).isEqualTo(failed("connect_failed"));
    }
}
