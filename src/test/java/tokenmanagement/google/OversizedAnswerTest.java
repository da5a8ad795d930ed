package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tokenmanagement.google.GoogleFixture.assertUnreachable;
import static tokenmanagement.google.GoogleFixture.grant;
import static tokenmanagement.google.GoogleFixture.refresh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.google.TokenResponse.Granted;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;

/** Answers without measure (faults.md row 56). */
class OversizedAnswerTest {
    private static final String JSON_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

    private final FakeGoogle google = FakeGoogle.start();

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void cutsAnswersAboveTheCap() {
        google.answers(FakeReply.json(200, grant(",\"x\":\"" + "x".repeat(5_000_000) + "\"")))
                .answers(FakeReply.endless(JSON_HEAD + CHUNKED, "400\r\n" + "x".repeat(1024) + "\r\n"))
                .answers(FakeReply.endless(JSON_HEAD + "Connection: close\r\n\r\n", "x".repeat(1024)));
        GoogleAuthorizationServer server = GoogleFixture.server(google);

        assertUnreachable(refresh(server), Kind.UNUSABLE, "oversized");
        assertUnreachable(refresh(server), Kind.UNUSABLE, "oversized");
        assertUnreachable(refresh(server), Kind.UNUSABLE, "oversized");
        await().until(() -> google.open() == 0);
    }

    @Test
    void readsAnAnswerOfExactlyTheCap() {
        String grant = grant(",\"x\":\"\"");
        String filler = "x".repeat(BoundedHttpClient.MAX_BODY - grant.length());
        google.answers(FakeReply.json(200, grant(",\"x\":\"" + filler + "\"")))
                .answers(FakeReply.json(200, grant(",\"x\":\"x" + filler + "\"")));
        GoogleAuthorizationServer server = GoogleFixture.server(google);

        assertThat(refresh(server)).isInstanceOf(Granted.class);
        assertUnreachable(refresh(server), Kind.UNUSABLE, "oversized");
    }

    @Test
    void doesNotInflateWhatItDidNotAskFor() throws Exception {
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
        google.answers(FakeReply.answer(200, headers, gzip(grant("").getBytes())))
                .answers(FakeReply.answer(200, headers, gzip(new byte[200_000_000])));
        GoogleAuthorizationServer server = GoogleFixture.server(google);

        assertUnreachable(refresh(server), Kind.UNUSABLE, "bad_json");
        assertUnreachable(refresh(server), Kind.UNUSABLE, "oversized");
    }

    @Test
    void givesUpOnHeadersWithoutEnd() {
        google.answers(FakeReply.endless(JSON_HEAD, "X-More: " + "x".repeat(1000) + "\r\n"));

        TokenResponse response = refresh(GoogleFixture.impatientServer(google));

        assertThat(((Unreachable) response).kind()).isEqualTo(Kind.AMBIGUOUS);
        assertThat(response.latency()).isLessThan(Duration.ofSeconds(5));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
