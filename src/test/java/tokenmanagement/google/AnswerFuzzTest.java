package tokenmanagement.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.NOW;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.google.TokenResponse.Granted;
import tokenmanagement.google.TokenResponse.Refused;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.CleanOutcome;
import tokenmanagement.support.NastyInput;
import tokenmanagement.support.TestSettings;

/** Whatever the token endpoint sends: a verdict, never an exception (faults 44 to 56). */
class AnswerFuzzTest {
    private static final List<Integer> STATUSES = List.of(200, 201, 204, 302, 400, 401, 403, 429, 500);
    private static final IdTokenVerifier VERIFIER =
            GoogleFixture.verifier(TestSettings.of(), Clock.fixed(NOW, ZoneOffset.UTC));

    @MethodSource("bodies")
    @FuzzTest
    void aBodyIsJudged(byte[] body) {
        for (int status : STATUSES) {
            CleanOutcome.of(() -> read(status, "application/json", "120", body)).ifPresent(AnswerFuzzTest::assertClean);
        }
    }

    @MethodSource("headers")
    @FuzzTest
    void aHeaderIsJudged(byte[] header) {
        String text = new String(header, UTF_8);
        for (int status : STATUSES) {
            CleanOutcome.of(() -> read(status, text, text, "{\"error\":\"invalid_grant\"}".getBytes(UTF_8)))
                    .ifPresent(AnswerFuzzTest::assertClean);
        }
    }

    @MethodSource("idTokens")
    @FuzzTest
    void anIdTokenIsJudged(byte[] idToken) {
        if (idToken.length == 0) {
            // never comes this far
            return;
        }
        Secret token = Secret.of(new String(idToken, UTF_8));

        CleanOutcome.of(() -> VERIFIER.verify(token, GoogleFixture.CLIENT.googleClientId(), "hash"))
                .ifPresent(result -> assertThat(result).isInstanceOf(IdTokenResult.Rejected.class));
        CleanOutcome.of(() -> VERIFIER.subject(token));
    }

    static Stream<byte[]> bodies() {
        return Stream.concat(
                NastyInput.json(),
                NastyInput.bytesLike(
                        GoogleFixture.grant(",\"expires_in\":3599,\"refresh_token\":\"1//next\",\"scope\":\"a b\""
                                + ",\"id_token\":\"a.b.c\""),
                        "{\"error\":\"invalid_grant\",\"error_subtype\":\"invalid_rapt\",\"error_description\":\"x\"}"));
    }

    static Stream<byte[]> headers() {
        return Stream.concat(
                        NastyInput.texts(),
                        NastyInput.mutantsOf(
                                "application/json; charset=utf-8",
                                "Sun, 22 Nov 2026 20:00:00 GMT",
                                "Sunday, 22-Nov-26 20:00:00 GMT",
                                "Sun Nov 22 20:00:00 2026"))
                .map(text -> text.getBytes(UTF_8));
    }

    static Stream<byte[]> idTokens() {
        return Stream.concat(
                Stream.concat(NastyInput.json(), NastyInput.bytesLike("{\"alg\":\"RS256\"}", "{\"alg\":\"none\"}"))
                        .map(AnswerFuzzTest::asHeaderAndPayload),
                NastyInput.bytesLike("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"));
    }

    private static byte[] asHeaderAndPayload(byte[] json) {
        String part = Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        return (part + "." + part + ".c2lnbmF0dXJl").getBytes(UTF_8);
    }

    private static TokenResponse read(int status, String contentType, String retryAfter, byte[] body) {
        HttpHeaders headers = HttpHeaders.of(
                Map.of("Content-Type", List.of(contentType), "Retry-After", List.of(retryAfter)), (a, b) -> true);
        return new AnswerReader(NOW, Duration.ofMillis(5), new HttpAnswer(status, headers, body, Optional.empty()))
                .read();
    }

    private static void assertClean(TokenResponse response) {
        if (response instanceof Granted granted) {
            assertThat(granted.accessToken().reveal()).matches("[!-~]{1,4096}");
            granted.refreshToken()
                    .ifPresent(token ->
                            assertThat(token.reveal()).matches("[ -~]{1,4096}").isNotBlank());
            granted.expiresIn()
                    .ifPresent(life -> assertThat(life).isBetween(Duration.ofSeconds(1), Duration.ofDays(30)));
            granted.scope().ifPresent(scope -> assertThat(scope).matches("[ -~]+"));
            granted.idToken().ifPresent(token -> assertThat(token.reveal()).matches("[\\w.-]+"));
        }
        if (response instanceof Refused refused) {
            assertThat(refused.error()).matches("[a-z_]+");
            refused.errorSubtype().ifPresent(word -> assertThat(word).matches("[a-z_]+"));
        }
        if (response instanceof Unreachable unreachable) {
            assertThat(unreachable.error()).matches("[a-z_]+|http_\\d{3}");
            unreachable.retryAfter().ifPresent(pause -> assertThat(pause)
                    .isBetween(Duration.ofNanos(1), Duration.ofHours(1)));
        }
    }
}
