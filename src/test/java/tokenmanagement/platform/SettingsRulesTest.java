package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.SettingsTest.KEY;
import static tokenmanagement.platform.SettingsTest.mistakes;
import static tokenmanagement.platform.SettingsTest.read;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsRulesTest {
    private static final String KEYS = "TOKEN_MANAGEMENT_ENCRYPTION_KEYS";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.example.com/token",
                "https://accounts.example.com:8443/token",
                "http://localhost:9090/google/token",
                "http://127.0.0.1:9090/token",
                "http://[::1]:9090/token"
            })
    void endpointsAreHttpsOrLoopback(String address) {
        Settings settings = read("TOKEN_MANAGEMENT_GOOGLE_TOKEN_ENDPOINT", address);

        assertThat(settings.google().tokenEndpoint()).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://accounts.example.com/token",
                "http://localhost.example.com/token",
                "http://127.0.0.1.example.com/token",
                "http://localhost@example.com/token",
                "http://0.0.0.0/token",
                "https://user:password@example.com/token",
                "https://example.com/token?x=y",
                "https://example.com/token#x",
                "https:///token",
                "https:token",
                "//example.com/token",
                "example.com/token",
                "ftp://example.com/token",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://exa mple.com/token"
            })
    void everyOtherEndpointIsRefused(String address) {
        assertThat(mistakes("TOKEN_MANAGEMENT_GOOGLE_TOKEN_ENDPOINT", address)).hasSize(1);
        assertThat(mistakes("TOKEN_MANAGEMENT_GOOGLE_ISSUER", address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com", "https://example.com/path", "https://example.com?x", "https://u@h"})
    void thePublicUrlIsSchemeHostAndPort(String address) {
        assertThat(mistakes("TOKEN_MANAGEMENT_PUBLIC_URL", address)).hasSize(1);
    }

    @Test
    void theFirstKeyOfTheRingComesFirst() {
        Settings settings = read(
                KEYS, "2026-11:" + KEY + ",old_1.x:" + KEY.replace('A', 'B').replace("BB=", "BA="));

        assertThat(settings.encryptionKeys())
                .extracting(Settings.EncryptionKey::id)
                .containsExactly("2026-11", "old_1.x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "K",
                ":K",
                "id:",
                "id",
                "id:K,",
                ",id:K",
                "id:K,id:K",
                "id with space:K",
                "id/slash:K",
                "an-id-that-is-longer-than-32-chars:K",
                "id:K=",
                "id:KA",
                "id:AAAA",
                "id:!!!!",
                "id:K id2:K",
                "id:K;id2:K"
            })
    void aBrokenKeyRingIsRefused(String ring) {
        assertThat(mistakes(KEYS, ring.replace("K", KEY))).hasSize(1).noneMatch(line -> line.contains(KEY));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 24, 31, 33, 64})
    void aKeyHas256Bits(int bytes) {
        String key = Base64.getEncoder().encodeToString(new byte[bytes]);

        assertThat(mistakes(KEYS, "id:" + key)).hasSize(1);
    }

    @Test
    void base64UrlIsNoBase64() {
        String urlSafe = "-_".repeat(21) + "A=";

        assertThat(mistakes(KEYS, "id:" + urlSafe)).hasSize(1).noneMatch(line -> line.contains(urlSafe));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31-characters-are-one-too-little",
                "32-characters with a space inside",
                "32-characters-\u00e4-0123456789-01234"
            })
    void anApiKeyIs32OrMoreVisibleAsciiCharacters(String key) {
        String shortened = key.startsWith("31") ? key.substring(0, 31) : key;

        assertThat(mistakes("TOKEN_MANAGEMENT_ADMIN_API_KEY", shortened)).hasSize(1);
    }

    @Test
    void anApiKeyOf32CharactersIsTaken() {
        String key = "!~".repeat(16);

        assertThat(read("TOKEN_MANAGEMENT_ADMIN_API_KEY", key).adminApiKey()).contains(Secret.of(key));
    }

    @ParameterizedTest
    @CsvSource({
        "GOOGLE_TIMEOUT, 10",
        "GOOGLE_TIMEOUT, PT0S",
        "GOOGLE_TIMEOUT, -PT10S",
        "GOOGLE_TIMEOUT, P1D",
        "AUDIT_RETENTION, PT23H",
        "AUDIT_RETENTION, P3661D",
        "AUDIT_RETENTION, P13M",
        "REFRESH_INTERVAL, PT0S",
        "REFRESH_INTERVAL, 10s"
    })
    void durationsAreIsoAndWithinBounds(String name, String value) {
        assertThat(mistakes("TOKEN_MANAGEMENT_" + name, value)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spool", "./spool", "~", "~somebody/spool", "spool\u0000"})
    void theSpoolIsAnAbsolutePathOrBelowTheHome(String value) {
        assertThat(mistakes("TOKEN_MANAGEMENT_SPOOL_DIR", value)).hasSize(1);
    }

    @Test
    void theSpoolMayLieBelowTheHomeOfTheAccount() {
        assertThat(read("TOKEN_MANAGEMENT_SPOOL_DIR", "~/a/../spool").spoolDirectory())
                .isEqualTo(Path.of(System.getProperty("user.home"), "spool"));
    }

    @Test
    void theDefaultClientNeedsBothHalves() {
        assertThat(mistakes("GOOGLE_CLIENT_ID", "id"))
                .singleElement()
                .asString()
                .contains("GOOGLE_CLIENT_SECRET");
        assertThat(mistakes("GOOGLE_CLIENT_SECRET", "canary"))
                .singleElement()
                .asString()
                .contains("GOOGLE_CLIENT_ID")
                .doesNotContain("canary");
    }

    @Test
    void aRateLimitIsRequestsInSeconds() {
        Settings settings = read("TOKEN_MANAGEMENT_RATE_LIMIT", "1000000/3600s");

        assertThat(settings.rateLimit()).isEqualTo(new Settings.RateLimit(1_000_000, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "600",
                "600/60",
                "600/1m",
                "600 / 60s",
                "0/60s",
                "600/0s",
                "-1/60s",
                "1000001/60s",
                "600/3601s",
                "6e2/60s",
                "600/60s,",
                "\u0666/60s",
                "99999999999/60s"
            })
    void everyOtherRateLimitIsRefused(String limit) {
        assertThat(mistakes("TOKEN_MANAGEMENT_RATE_LIMIT", limit)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN_LOGIN, TRUE",
        "OPEN_LOGIN, yes",
        "OPEN_LOGIN, 1",
        "REFRESH_CONCURRENCY, 0",
        "REFRESH_CONCURRENCY, -1",
        "REFRESH_CONCURRENCY, 1.5",
        "REFRESH_CONCURRENCY, 99999999999"
    })
    void switchesAndNumbersAreStrict(String name, String value) {
        assertThat(mistakes("TOKEN_MANAGEMENT_" + name, value)).hasSize(1);
    }
}
