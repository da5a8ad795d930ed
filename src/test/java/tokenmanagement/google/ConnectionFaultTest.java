package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.CLIENT;
import static tokenmanagement.google.GoogleFixture.CODE;
import static tokenmanagement.google.GoogleFixture.VERIFIER;
import static tokenmanagement.google.GoogleFixture.assertUnreachable;
import static tokenmanagement.google.GoogleFixture.grant;
import static tokenmanagement.google.GoogleFixture.refresh;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.TokenResponse.Granted;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;
import tokenmanagement.support.TestSettings;

/** Connections that are not there, break, or lead elsewhere (faults.md row 59; oauth.md Q8, Q20). */
class ConnectionFaultTest {
    private static final String JSON_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private final FakeGoogle google = FakeGoogle.start();

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "SSH-2.0-OpenSSH_9.2\r\n\r\n", JSON_HEAD})
    void cannotTellWhatHappenedWhenTheConnectionEndsWithoutAnAnswer(String beginning) {
        google.answers(FakeReply.raw(beginning));

        TokenResponse response = GoogleFixture.server(google).exchange(CLIENT, CODE, VERIFIER);

        assertUnreachable(response, Kind.AMBIGUOUS, "no_answer");
        assertThat(google.requests()).hasSize(1);
    }

    @Test
    void cannotTellWhatHappenedWhenAGrantBreaksOff() {
        google.answers(FakeReply.raw(JSON_HEAD + "Content-Length: 100\r\n\r\n{\"access_token\":"));

        TokenResponse response = refresh(GoogleFixture.server(google));

        assertUnreachable(response, Kind.AMBIGUOUS, "no_answer");
        assertThat(google.requests()).hasSize(1);
    }

    @Test
    void neverSendsTwiceOnAKeptConnectionThatDies() {
        google.answers(FakeReply.json(200, grant(""))).answers(FakeReply.drop()).otherwise(request -> FakeReply.drop());
        GoogleAuthorizationServer server = GoogleFixture.server(google);

        refresh(server);
        TokenResponse second = refresh(server);

        assertUnreachable(second, Kind.AMBIGUOUS, "no_answer");
        assertThat(google.requests()).hasSize(2);
        assertThat(google.accepted()).isEqualTo(1);
    }

    @Test
    void keepsOneConnectionForManyCalls() {
        google.otherwise(request -> FakeReply.json(200, grant("")));
        GoogleAuthorizationServer server = GoogleFixture.server(google);

        for (int i = 0; i < 20; i++) {
            assertThat(refresh(server)).isInstanceOf(Granted.class);
        }

        assertThat(google.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        try (FakeGoogle elsewhere = FakeGoogle.start()) {
            String there = elsewhere.uri(FakeGoogle.TOKEN).toString();
            google.answers(FakeReply.answer(status, Map.of("Location", there), ""));

            TokenResponse response = refresh(GoogleFixture.server(google));

            assertUnreachable(response, Kind.TRANSIENT, "http_" + status);
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @Test
    void knowsThatNothingWasSentWhenNobodyListens() throws Exception {
        google.close();

        assertNotSent(refresh(GoogleFixture.server(google)), "connect_failed");
    }

    @Test
    void knowsThatNothingWasSentWhenTheNameIsUnknown() {
        Map<String, String> nowhere = Map.of("TOKEN_MANAGEMENT_GOOGLE_TOKEN_ENDPOINT", "https://nowhere.invalid/token");

        TokenResponse response = refresh(GoogleFixture.server(TestSettings.of(nowhere), GoogleFixture.client()));

        // a resolver that takes its time ends as the other word, never as another kind
        assertNotSent(response, "unknown_host", "connect_timeout");
    }

    private static void assertNotSent(TokenResponse response, String... words) {
        assertThat(((Unreachable) response).error()).isIn((Object[]) words);
        assertThat(((Unreachable) response).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(response.status()).isEmpty();
    }
}
