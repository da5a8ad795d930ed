package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
    private static final Path PROJECT = Path.of("/project");

    private final List<String> mistakes = new ArrayList<>();

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        RunSettings settings = read(Map.of());

        assertThat(settings).isEqualTo(new RunSettings(8084, 9090, PROJECT.resolve(".run")));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void emptyVariableCountsAsNotSet() {
        assertThat(read(Map.of("TOKEN_MANAGEMENT_HTTP_PORT", "", "TOKEN_MANAGEMENT_RUN_DIR", "")))
                .isEqualTo(read(Map.of()));
    }

    @Test
    void directoryMayLieElsewhere() {
        assertThat(read(Map.of("TOKEN_MANAGEMENT_RUN_DIR", "/data")).directory())
                .isEqualTo(Path.of("/data"));
    }

    @Test
    void allMistakesAreNamedWithoutTheValue() {
        read(Map.of("TOKEN_MANAGEMENT_HTTP_PORT", "80a", "TOKEN_MANAGEMENT_STAND_IN_PORT", "65536"));

        assertThat(mistakes)
                .satisfiesExactly(
                        mistake -> assertThat(mistake).startsWith("TOKEN_MANAGEMENT_HTTP_PORT must be"),
                        mistake -> assertThat(mistake).startsWith("TOKEN_MANAGEMENT_STAND_IN_PORT must be"))
                .noneMatch(mistake -> mistake.contains("80a"));
    }

    @Test
    void twoServersCannotShareAPort() {
        read(Map.of("TOKEN_MANAGEMENT_HTTP_PORT", "9090"));

        assertThat(mistakes)
                .containsExactly("TOKEN_MANAGEMENT_HTTP_PORT and TOKEN_MANAGEMENT_STAND_IN_PORT must differ");
    }

    private RunSettings read(Map<String, String> environment) {
        return RunSettings.read(environment::get, PROJECT, mistakes);
    }
}
