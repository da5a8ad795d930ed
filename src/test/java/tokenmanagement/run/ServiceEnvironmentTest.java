package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {
    @TempDir
    private Path directory;

    private final Map<String, String> given = new HashMap<>();
    private final ServiceEnvironment environment = new ServiceEnvironment(given::get);

    @Test
    void nothingIsMissingWhenAPersonSetsNothing() throws Exception {
        environment.supply(new KeptSecrets(directory), 8084);

        assertThat(environment.mistakes()).isEmpty();
        assertThat(environment.wantsDatabase()).isTrue();
        assertThat(environment.wantsStandIn()).isTrue();
    }

    @Test
    void whatAPersonSetsWins() throws Exception {
        given.put("TOKEN_MANAGEMENT_DATABASE_URL_FILE", "/run/secrets/url");
        given.put("TOKEN_MANAGEMENT_ADMIN_PASSWORD", "long enough to pass");
        given.put("TOKEN_MANAGEMENT_PUBLIC_URL", "https://tokens.example.com");

        environment.supply(new KeptSecrets(directory), 8084);

        assertThat(environment.wantsDatabase()).isFalse();
        assertThat(environment.supplied())
                .containsOnlyKeys("TOKEN_MANAGEMENT_ENCRYPTION_KEYS_FILE", "TOKEN_MANAGEMENT_ADMIN_API_KEY_FILE");
    }

    @Test
    void oneOwnEndpointIsEnoughToDoWithoutTheStandIn() {
        given.put("TOKEN_MANAGEMENT_GOOGLE_JWKS_URI", "https://www.googleapis.com/oauth2/v3/certs");

        assertThat(environment.wantsStandIn()).isFalse();
    }

    @Test
    void theSpoolLiesWithTheDataUnlessAPersonSetsIt() {
        environment.supplySpool(directory.resolve("spool"));
        assertThat(environment.value("TOKEN_MANAGEMENT_SPOOL_DIR"))
                .isEqualTo(directory.resolve("spool").toString());

        given.put("TOKEN_MANAGEMENT_SPOOL_DIR", "/var/spool");
        ServiceEnvironment own = new ServiceEnvironment(given::get);
        own.supplySpool(directory);
        assertThat(own.supplied()).isEmpty();
    }

    @Test
    void publicAddressFollowsThePort() throws Exception {
        environment.supply(new KeptSecrets(directory), 8099);

        assertThat(environment.value("TOKEN_MANAGEMENT_PUBLIC_URL")).isEqualTo("http://localhost:8099");
    }

    @Test
    void mistakesAreFoundBeforeAnythingIsStarted() throws Exception {
        given.put("TOKEN_MANAGEMENT_ENCRYPTION_KEYS", "k1:c2hvcnQ=");
        given.put("TOKEN_MANAGEMENT_GOOGLE_TIMEOUT", "10s");
        environment.supply(new KeptSecrets(directory), 8084);

        assertThat(environment.mistakes())
                .satisfiesExactlyInAnyOrder(
                        mistake -> assertThat(mistake).startsWith("TOKEN_MANAGEMENT_ENCRYPTION_KEYS must be"),
                        mistake -> assertThat(mistake).startsWith("TOKEN_MANAGEMENT_GOOGLE_TIMEOUT must be"))
                .noneMatch(mistake -> mistake.contains("c2hvcnQ="));
    }

    @Test
    void standInBringsAllEndpoints() throws Exception {
        try (StandInGoogle google = StandInGoogle.start(0)) {
            environment.supply(google);

            assertThat(environment.supplied())
                    .containsEntry(
                            "TOKEN_MANAGEMENT_GOOGLE_ISSUER", google.issuer().toString())
                    .hasSize(5);
        }
    }
}
