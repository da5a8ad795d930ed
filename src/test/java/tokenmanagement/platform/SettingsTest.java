package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    static final String KEY = "A".repeat(43) + "=";
    static final Map<String, String> ENOUGH = Map.of(
            "TOKEN_MANAGEMENT_DATABASE_URL",
            "postgresql://user:password@db.example.com/tokens",
            "TOKEN_MANAGEMENT_ENCRYPTION_KEYS",
            "first:" + KEY);

    static Settings read(String... more) {
        return SettingsReader.read(environment(more)::get);
    }

    static Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>(ENOUGH);
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    /** The lines of the refusal, one a mistake. */
    static List<String> mistakes(String... more) {
        Throwable refusal = catchThrowable(() -> read(more));
        assertThat(refusal).isInstanceOf(InvalidSettings.class);
        return refusal.getMessage().lines().skip(1).toList();
    }

    static Stream<Arguments> defaults() {
        return Stream.of(
                defaultOf("PUBLIC_URL", Settings::publicUrl, URI.create("http://localhost:8084")),
                defaultOf("ADMIN_API_KEY", Settings::adminApiKey, Optional.empty()),
                defaultOf("ADMIN_USER", Settings::adminUser, "admin"),
                defaultOf("ADMIN_PASSWORD", Settings::adminPassword, Optional.empty()),
                defaultOf("OPEN_LOGIN", Settings::openLogin, true),
                google("ISSUER", Settings.Google::issuer, "https://accounts.google.com"),
                google(
                        "AUTHORIZATION_ENDPOINT",
                        Settings.Google::authorizationEndpoint,
                        "https://accounts.google.com/o/oauth2/v2/auth"),
                google("TOKEN_ENDPOINT", Settings.Google::tokenEndpoint, "https://oauth2.googleapis.com/token"),
                google(
                        "REVOCATION_ENDPOINT",
                        Settings.Google::revocationEndpoint,
                        "https://oauth2.googleapis.com/revoke"),
                google("JWKS_URI", Settings.Google::jwksUri, "https://www.googleapis.com/oauth2/v3/certs"),
                defaultOf("GOOGLE_TIMEOUT", s -> s.google().timeout(), Duration.ofSeconds(10)),
                defaultOf("REFRESH_INTERVAL", Settings::refreshInterval, Duration.ofSeconds(10)),
                defaultOf("REFRESH_CONCURRENCY", Settings::refreshConcurrency, 32),
                defaultOf("RATE_LIMIT", Settings::rateLimit, new Settings.RateLimit(600, Duration.ofSeconds(60))),
                defaultOf("GOOGLE_CLIENT_ID", Settings::defaultClientId, Optional.empty()),
                defaultOf("GOOGLE_CLIENT_SECRET", Settings::defaultClientSecret, Optional.empty()));
    }

    private static Arguments defaultOf(String name, Function<Settings, Object> setting, Object expected) {
        return arguments(name, setting, expected);
    }

    private static Arguments google(String name, Function<Settings.Google, URI> setting, String expected) {
        return arguments(
                "GOOGLE_" + name,
                (Function<Settings, Object>) settings -> setting.apply(settings.google()),
                URI.create(expected));
    }

    @ParameterizedTest(name = "{0} = {2}")
    @MethodSource
    void defaults(String name, Function<Settings, Object> setting, Object expected) {
        assertThat(setting.apply(read())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_URL",
                "ENCRYPTION_KEYS",
                "PUBLIC_URL",
                "ADMIN_API_KEY",
                "ADMIN_PASSWORD",
                "OPEN_LOGIN",
                "GOOGLE_ISSUER",
                "GOOGLE_AUTHORIZATION_ENDPOINT",
                "GOOGLE_TOKEN_ENDPOINT",
                "GOOGLE_REVOCATION_ENDPOINT",
                "GOOGLE_JWKS_URI",
                "GOOGLE_TIMEOUT",
                "REFRESH_INTERVAL",
                "REFRESH_CONCURRENCY"
            })
    void aWrongValueIsToldWithNameRuleAndExampleAndNeverItself(String name) {
        String setting = "TOKEN_MANAGEMENT_" + name;

        List<String> mistakes = mistakes(setting, "canary \u00e4");

        assertThat(mistakes)
                .singleElement()
                .asString()
                .contains(setting + " must be ", "Example: ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE_URL", "ENCRYPTION_KEYS"})
    void withoutARequiredSettingThereIsNoStart(String name) {
        String setting = "TOKEN_MANAGEMENT_" + name;

        assertThat(mistakes(setting, null)).singleElement().asString().contains(setting + " is not set: ", "Example: ");
        assertThat(mistakes(setting, "")).isEqualTo(mistakes(setting, null));
    }

    @Test
    void allMistakesAreReportedTogether() {
        List<String> mistakes = mistakes(
                "TOKEN_MANAGEMENT_DATABASE_URL", null,
                "TOKEN_MANAGEMENT_ENCRYPTION_KEYS", "canary",
                "TOKEN_MANAGEMENT_PUBLIC_URL", "canary",
                "TOKEN_MANAGEMENT_REFRESH_INTERVAL", "canary",
                "GOOGLE_CLIENT_ID", "canary");

        assertThat(mistakes).hasSize(5).noneMatch(line -> line.contains("canary"));
        assertThat(String.join("\n", mistakes))
                .contains("DATABASE_URL", "ENCRYPTION_KEYS", "PUBLIC_URL", "REFRESH_INTERVAL", "GOOGLE_CLIENT_SECRET");
    }

    @Test
    void examplesObeyTheirOwnRules() {
        String[] names = {"DATABASE_URL", "PUBLIC_URL", "GOOGLE_TOKEN_ENDPOINT", "REFRESH_INTERVAL"};

        for (String name : names) {
            String mistake = mistakes("TOKEN_MANAGEMENT_" + name, "canary").get(0);
            String example = mistake.substring(mistake.indexOf("Example: ") + "Example: ".length());

            assertThat(read("TOKEN_MANAGEMENT_" + name, example)).as(name).isNotNull();
        }
    }

    @Test
    void everyOptionalSettingIsTaken() {
        Settings settings = read(
                "TOKEN_MANAGEMENT_PUBLIC_URL", "https://tokens.example.com/",
                "TOKEN_MANAGEMENT_ADMIN_USER", "ada",
                "TOKEN_MANAGEMENT_OPEN_LOGIN", "false",
                "TOKEN_MANAGEMENT_GOOGLE_TIMEOUT", "PT3.5S",
                "TOKEN_MANAGEMENT_REFRESH_INTERVAL", "PT1M",
                "TOKEN_MANAGEMENT_REFRESH_CONCURRENCY", "64",
                "GOOGLE_CLIENT_ID", "1-a.apps.googleusercontent.com",
                "GOOGLE_CLIENT_SECRET", "GOCSPX-1");

        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://tokens.example.com"));
        assertThat(settings.publicUrlIsHttps()).isTrue();
        assertThat(settings.adminUser()).isEqualTo("ada");
        assertThat(settings.openLogin()).isFalse();
        assertThat(settings.google().timeout()).isEqualTo(Duration.ofMillis(3500));
        assertThat(settings.refreshInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.refreshConcurrency()).isEqualTo(64);
        assertThat(settings.defaultClientId()).contains("1-a.apps.googleusercontent.com");
        assertThat(settings.defaultClientSecret()).contains(Secret.of("GOCSPX-1"));
    }

    @Test
    void noSecretShowsWhenTheSettingsArePrinted() {
        String[] secrets = {"canary-api-key-0123456789-0123456789", "canary-password", "canary-client-secret", KEY};

        Settings settings = read(
                "TOKEN_MANAGEMENT_DATABASE_URL", "postgresql://user:canary-password@localhost/tokens",
                "TOKEN_MANAGEMENT_ADMIN_API_KEY", secrets[0],
                "TOKEN_MANAGEMENT_ADMIN_PASSWORD", secrets[1],
                "GOOGLE_CLIENT_ID", "id",
                "GOOGLE_CLIENT_SECRET", secrets[2]);

        assertThat(Arrays.asList(secrets)).noneMatch(settings.toString()::contains);
    }

    @Test
    void everyMistakeComesWithAnExample() {
        String[] clashing = {"TOKEN_MANAGEMENT_PUBLIC_URL", "http://localhost", "TOKEN_MANAGEMENT_PUBLIC_URL_FILE", "/f"
        };

        assertThat(mistakes(clashing)).allMatch(line -> line.contains("Example: "));
        assertThat(mistakes("GOOGLE_CLIENT_ID", "id")).allMatch(line -> line.contains("Example: "));
    }
}
