package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.TestSettings;

/** The room, put together without a container. */
final class GoogleFixture {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final ClientCredentials CLIENT = new ClientCredentials(
            "1234-abc.apps.googleusercontent.com",
            Secret.of("canary-client-secret+/&="),
            URI.create("http://localhost:8084/token-management/auth/callback"));
    static final Secret CODE = Secret.of("canary-code/4+q==");
    static final Secret VERIFIER = Secret.of("canary-verifier-0123456789-0123456789-0123456789");
    static final Secret REFRESH_TOKEN = Secret.of("canary-refresh-token//1");

    private GoogleFixture() {}

    static GoogleAuthorizationServer server(FakeGoogle google) {
        return server(TestSettings.of(google.settings()), client());
    }

    /** With a deadline that a test can sit out. */
    static GoogleAuthorizationServer impatientServer(FakeGoogle google) {
        Map<String, String> timeout =
                Map.of("TOKEN_MANAGEMENT_GOOGLE_TIMEOUT", Duration.ofMillis(400).toString());
        return server(TestSettings.of(google.settings(), timeout), client());
    }

    static GoogleAuthorizationServer server(Settings settings, BoundedHttpClient http) {
        GoogleAuthorizationServer server = new GoogleAuthorizationServer();
        server.settings = settings;
        server.clock = Clock.fixed(NOW, ZoneOffset.UTC);
        server.http = http;
        server.breaker = breaker(server.clock);
        return server;
    }

    static TokenEndpointBreaker breaker(Clock clock) {
        TokenEndpointBreaker breaker = new TokenEndpointBreaker();
        breaker.clock = clock;
        breaker.metrics = new SimpleMeterRegistry();
        breaker.start();
        return breaker;
    }

    static IdTokenVerifier verifier(Settings settings, Clock clock) {
        IdTokenVerifier verifier = new IdTokenVerifier();
        verifier.settings = settings;
        verifier.clock = clock;
        verifier.keys = keys(settings, clock);
        return verifier;
    }

    static GoogleKeys keys(Settings settings, Clock clock) {
        GoogleKeys keys = new GoogleKeys();
        keys.settings = settings;
        keys.clock = clock;
        keys.http = client();
        return keys;
    }

    static BoundedHttpClient client() {
        try {
            return new BoundedHttpClient();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static TokenResponse refresh(GoogleAuthorizationServer server) {
        return server.refresh(CLIENT, REFRESH_TOKEN);
    }

    static void assertUnreachable(TokenResponse response, Kind kind, String word) {
        assertThat(response).isInstanceOfSatisfying(Unreachable.class, unreachable -> {
            assertThat(unreachable.error()).isEqualTo(word);
            assertThat(unreachable.kind()).isEqualTo(kind);
        });
    }

    /** An answer as Google sends it to a refresh, with these further members. */
    static String grant(String members) {
        return "{\"access_token\":\"canary-access-token\",\"token_type\":\"Bearer\"" + members + "}";
    }
}
