package tokenmanagement.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static tokenmanagement.google.GoogleFixture.CLIENT;
import static tokenmanagement.google.GoogleFixture.CODE;
import static tokenmanagement.google.GoogleFixture.REFRESH_TOKEN;
import static tokenmanagement.google.GoogleFixture.VERIFIER;
import static tokenmanagement.google.GoogleFixture.grant;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.StrictJson;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;

/**
 * Canaries in every secret, and in every word of the provider: none may be seen (faults.md row 86).
 * (The JDK's own HTTP debug log, off unless asked for, quotes a first line that is no status line.)
 */
class GoogleSecrecyTest {
    private static final String PROVIDERS_WORDS = "{\"error\":\"canary\",\"error_description\":\"canary\""
            + ",\"error_subtype\":\"canary\",\"error_uri\":\"canary\"}";

    private final FakeGoogle google = FakeGoogle.start();
    private final GoogleAuthorizationServer server = GoogleFixture.impatientServer(google);
    private final StringWriter seen = new StringWriter();
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void listen() {
        root.setLevel(Level.ALL);
        root.addHandler(recorder);
        PrintStream both = new PrintStream(printed, true, UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void stop() throws Exception {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(recorder);
        root.setLevel(level);
        google.close();
    }

    @Test
    void noAnswerMakesTheRoomTalk() {
        List<FakeReply> replies = List.of(
                FakeReply.json(200, grant(",\"refresh_token\":\"canary\",\"id_token\":\"canary.canary.canary\"")),
                FakeReply.json(200, "{\"refresh_token\":\"canary\"}"),
                FakeReply.json(200, grant("") + "canary"),
                FakeReply.json(200, "{\"access_token\":canary"),
                FakeReply.json(201, grant("")),
                FakeReply.json(400, PROVIDERS_WORDS),
                FakeReply.json(400, PROVIDERS_WORDS.replaceFirst("canary", "invalid_grant")),
                FakeReply.json(401, "{\"error\":canary"),
                FakeReply.answer(429, Map.of("Retry-After", "canary"), "canary"),
                FakeReply.raw("no status line\r\n\r\ncanary"),
                FakeReply.raw("HTTP/1.1 200 OK\r\nContent-Length: canary\r\n\r\n"),
                FakeReply.raw("HTTP/1.1 200 OK\r\ncanary\r\n\r\n"),
                FakeReply.silence());

        for (FakeReply reply : replies) {
            google.answers(reply).answers(reply);
            // so many failures in a row would open it
            server.breaker = GoogleFixture.breaker(server.clock);
            see(server.refresh(CLIENT, REFRESH_TOKEN));
            see(server.exchange(CLIENT, CODE, VERIFIER));
        }

        assertThat(google.requests()).hasSize(2 * replies.size());
        assertThat(google.lastRequest().body()).contains("canary-client-secret", "canary-code", "canary-verifier");
        assertThat(everything()).contains("Unreachable", "Granted", "Refused").doesNotContain("canary");
    }

    @Test
    void noValueOfTheRoomShowsWhatItHolds() throws Exception {
        HttpHeaders headers = HttpHeaders.of(Map.of("Set-Cookie", List.of("canary")), (name, value) -> true);
        see(new HttpAnswer(200, headers, "canary".getBytes(UTF_8), Optional.empty()));
        see(new TokenFields(StrictJson.parse("{\"access_token\":\"canary\"}".getBytes(UTF_8))));
        see(server.authorizationUri(CLIENT, "scope", "canary-state", "canary-nonce", "canary@example.com"));
        see(CLIENT);

        assertThat(everything()).contains("HttpAnswer", "AuthorizationRedirect").doesNotContain("canary");
    }

    @Test
    void noExceptionOfTheRoomQuotesAnything() {
        GoogleAuthorizationServer unsettled = new GoogleAuthorizationServer();
        unsettled.settings = server.settings;
        unsettled.clock = server.clock;
        unsettled.breaker = server.breaker;

        Throwable bug = catchThrowable(() -> unsettled.refresh(CLIENT, REFRESH_TOKEN));
        bug.printStackTrace(new PrintWriter(seen));
        new CallFailed(TokenResponse.Kind.AMBIGUOUS, "timeout").printStackTrace(new PrintWriter(seen));
        see(GoogleFixture.verifier(server.settings, server.clock).verify(Secret.of("canary.canary.canary"), "x", "y"));

        assertThat(everything()).contains("timeout").doesNotContain("canary");
    }

    private void see(Object value) {
        seen.append(String.valueOf(value)).append('\n');
    }

    private String everything() {
        return seen + recorder.lines.toString() + printed.toString(UTF_8);
    }

    /** Every log record of this JVM, at every level, with message, parameters and causes. */
    private static final class Recorder extends Handler {
        private final StringWriter lines = new StringWriter();

        @Override
        public void publish(LogRecord line) {
            lines.append(line.getMessage())
                    .append(Arrays.toString(line.getParameters()))
                    .append('\n');
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(lines));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
