package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.SettingsTest.mistakes;
import static tokenmanagement.platform.SettingsTest.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final String NAME = "TOKEN_MANAGEMENT_ADMIN_PASSWORD";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void mountSecret() throws IOException {
        file = Files.writeString(directory.resolve("secret"), "canary-password");
    }

    @Test
    void aMountedFileStandsInForTheVariable() {
        assertThat(read(NAME + "_FILE", file.toString()).adminPassword()).contains(Secret.of("canary-password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n"})
    void theNewlineThatEditorsAddIsNoPartOfTheValue(String end) throws IOException {
        Files.writeString(file, "canary-password" + end);

        assertThat(read(NAME + "_FILE", file.toString()).adminPassword()).contains(Secret.of("canary-password"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN_MANAGEMENT_DATABASE_URL",
                "TOKEN_MANAGEMENT_ENCRYPTION_KEYS",
                "TOKEN_MANAGEMENT_PUBLIC_URL",
                "TOKEN_MANAGEMENT_ADMIN_API_KEY",
                "TOKEN_MANAGEMENT_OPEN_LOGIN",
                "TOKEN_MANAGEMENT_GOOGLE_ISSUER",
                "TOKEN_MANAGEMENT_GOOGLE_TIMEOUT",
                "TOKEN_MANAGEMENT_REFRESH_INTERVAL",
                "TOKEN_MANAGEMENT_REFRESH_CONCURRENCY"
            })
    void everySettingCanBeMounted(String name) throws IOException {
        Files.writeString(file, "canary \u00e4");

        assertThat(mistakes(name, null, name + "_FILE", file.toString()))
                .singleElement()
                .asString()
                .contains(name)
                .doesNotContain("canary");
    }

    @Test
    void theDefaultClientCanBeMounted() throws IOException {
        Path id = Files.writeString(directory.resolve("id"), "1-a.apps.googleusercontent.com\n");

        Settings settings = read("GOOGLE_CLIENT_ID_FILE", id.toString(), "GOOGLE_CLIENT_SECRET_FILE", file.toString());

        assertThat(settings.defaultClientId()).contains("1-a.apps.googleusercontent.com");
        assertThat(settings.defaultClientSecret()).contains(Secret.of("canary-password"));
    }

    @Test
    void variableAndFileTogetherAreAMistake() {
        assertThat(mistakes(NAME, "canary-other-password", NAME + "_FILE", file.toString()))
                .singleElement()
                .asString()
                .contains(NAME, NAME + "_FILE")
                .doesNotContain("canary");
    }

    @Test
    void anEmptyVariableBesideAFileIsNoMistake() {
        assertThat(read(NAME, "", NAME + "_FILE", file.toString()).adminPassword())
                .isPresent();
    }

    @Test
    void aFileThatIsNotThereIsAMistakeWithoutItsPath() {
        assertThat(mistakes(NAME + "_FILE", directory.resolve("canary").toString()))
                .singleElement()
                .asString()
                .contains(NAME + "_FILE", "Example: ")
                .doesNotContain("canary");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThat(mistakes(NAME + "_FILE", directory.toString())).hasSize(1);
    }

    @Test
    void anEmptyFileIsAMistake() throws IOException {
        Files.writeString(file, "\n");

        assertThat(mistakes(NAME + "_FILE", file.toString()))
                .singleElement()
                .asString()
                .contains(NAME + "_FILE");
    }

    @Test
    void aFileMustBeUtf8() throws IOException {
        Files.write(file, new byte[] {'c', 'a', 'n', 'a', 'r', 'y', (byte) 0xC3, (byte) 0x28, '-', '-', '-', '-'});

        assertThat(mistakes(NAME + "_FILE", file.toString())).hasSize(1).noneMatch(line -> line.contains("canary"));
    }
}
