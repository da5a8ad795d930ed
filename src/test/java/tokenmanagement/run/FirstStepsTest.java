package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStepsTest {
    @TempDir
    private Path directory;

    private final Map<String, String> given = new HashMap<>();

    @Test
    void showsTheSecretsThatTheRunCommandMade() throws Exception {
        String text = text();

        assertThat(text)
                .contains("http://localhost:8084/admin", "user admin", "http://127.0.0.1:9090")
                .contains("password " + Files.readString(directory.resolve("admin-password")))
                .contains("Authorization: Bearer " + Files.readString(directory.resolve("admin-api-key")))
                .contains("/token-management/oauth/login/1", "/token-management/tokens/branch-1", "/tokens/refresh");
    }

    @Test
    void namesTheSecretsThatAPersonBroughtAndShowsThemNot() throws Exception {
        given.put("TOKEN_MANAGEMENT_ADMIN_API_KEY", "brought-key-brought-key-brought-key");
        given.put("TOKEN_MANAGEMENT_ADMIN_PASSWORD_FILE", "/run/secrets/password");
        given.put("TOKEN_MANAGEMENT_DATABASE_URL", "postgresql://u:brought-password@db/tokens");

        String text = text();

        assertThat(text)
                .contains("Bearer $TOKEN_MANAGEMENT_ADMIN_API_KEY")
                .contains("password $(cat $TOKEN_MANAGEMENT_ADMIN_PASSWORD_FILE)")
                .doesNotContain("brought");
    }

    private String text() throws Exception {
        ServiceEnvironment environment = new ServiceEnvironment(given::get);
        environment.supply(new KeptSecrets(directory), 8084);
        if (environment.wantsDatabase()) {
            environment.supplyDatabase(5432);
        }
        return FirstSteps.text(environment, directory, Optional.of(URI.create("http://127.0.0.1:9090")));
    }
}
