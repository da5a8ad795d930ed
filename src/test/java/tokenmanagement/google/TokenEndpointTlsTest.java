package tokenmanagement.google;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.grant;
import static tokenmanagement.google.GoogleFixture.refresh;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tokenmanagement.google.TokenResponse.Granted;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;
import tokenmanagement.support.TestCertificate;
import tokenmanagement.support.TestSettings;

/** A token endpoint that cannot prove who it is gets no secret (RFC 6749 §1.6, §3.2; faults.md row 58). */
class TokenEndpointTlsTest {
    private static final String HERE = "ip:127.0.0.1";
    private static final String NOW = "-1H";
    private static final String LONG_AGO = "-30d";

    @TempDir
    Path directory;

    @Test
    void speaksToAServerWhoseCertificateIsInOrder() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, HERE, NOW);

        assertThat(call(certificate, new BoundedHttpClient(certificate.trustingClient())))
                .isInstanceOf(Granted.class);
    }

    @Test
    void sendsNothingToACertificateThatNobodySigned() throws Exception {
        assertRefused(call(TestCertificate.make(directory, HERE, NOW), new BoundedHttpClient()));
    }

    @Test
    void sendsNothingToAnotherHostsCertificate() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "dns:oauth2.example.com", NOW);

        assertRefused(call(certificate, new BoundedHttpClient(certificate.trustingClient())));
    }

    @Test
    void sendsNothingToAnExpiredCertificate() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, HERE, LONG_AGO);

        assertRefused(call(certificate, new BoundedHttpClient(certificate.trustingClient())));
    }

    @Test
    void sendsNothingOverTls10() throws Exception {
        try (ServerSocket old = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answerWithTls10(old));

            TokenResponse response = refresh(serverAt(old, "PT5S"));

            assertRefused(response);
            assertThat(heard.get(5, TimeUnit.SECONDS)).doesNotContain("canary");
        }
    }

    @Test
    void sendsNothingWhenTheHandshakeNeverEnds() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Unreachable response = (Unreachable) refresh(serverAt(silent, "PT0.4S"));

            assertThat(response.kind()).isEqualTo(Kind.NOT_SENT);
            assertThat(response.error()).isEqualTo("connect_timeout");
            assertThat(response.latency()).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static TokenResponse call(TestCertificate certificate, BoundedHttpClient http) throws Exception {
        try (FakeGoogle google = FakeGoogle.startWithTls(certificate.server())) {
            google.answers(FakeReply.json(200, grant("")));
            TokenResponse response = refresh(GoogleFixture.server(TestSettings.of(google.settings()), http));

            assertThat(google.requests()).hasSize(response instanceof Granted ? 1 : 0);
            return response;
        }
    }

    private static GoogleAuthorizationServer serverAt(ServerSocket endpoint, String timeout) throws Exception {
        String address = "https://127.0.0.1:" + endpoint.getLocalPort() + FakeGoogle.TOKEN;
        Map<String, String> settings =
                Map.of("TOKEN_MANAGEMENT_GOOGLE_TOKEN_ENDPOINT", address, "TOKEN_MANAGEMENT_GOOGLE_TIMEOUT", timeout);
        return GoogleFixture.server(TestSettings.of(settings), new BoundedHttpClient());
    }

    private static void assertRefused(TokenResponse response) {
        assertThat(((Unreachable) response).kind()).isEqualTo(Kind.NOT_SENT);
        assertThat(((Unreachable) response).error()).isEqualTo("tls_failed");
    }

    /** A ServerHello of TLS 1.0 (RFC 2246 §7.4.1.3), then whatever the client still says. */
    private static String answerWithTls10(ServerSocket server) {
        byte[] hello =
                HexFormat.of().parseHex("160301002a" + "02000026" + "0301" + "00".repeat(32) + "00" + "c013" + "00");
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write(hello);
            return new String(connection.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (java.io.IOException e) {
            return "the client hung up";
        }
    }
}
