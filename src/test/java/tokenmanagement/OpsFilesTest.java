package tokenmanagement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators load into Prometheus and Grafana speaks of figures that exist. {@code .ci/run} asks promtool as well. */
class OpsFilesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern IN_SOURCE = Pattern.compile("(?:Metrics\\.PREFIX \\+ |count\\()\"([a-z.]+)\"");
    private static final Pattern IN_QUERY = Pattern.compile("\\btokenmgmt_[a-z_]+");
    /** What Prometheus's naming adds to a figure's own name. */
    private static final Pattern ENDING = Pattern.compile("(_seconds)?(_total|_bucket|_count|_sum)?$");

    private static Set<String> figures() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                IN_SOURCE
                        .matcher(Files.readString(file))
                        .results()
                        .map(found -> "tokenmgmt_" + found.group(1).replace('.', '_'))
                        .forEach(names::add);
            }
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops/prometheus/alerts.yml", "ops/grafana/token-management.json"})
    void everyFigureThatIsAskedForExists(String file) throws IOException {
        Set<String> asked = IN_QUERY.matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .map(name -> ENDING.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).hasSizeGreaterThan(5);
        assertThat(figures()).containsAll(asked);
    }

    @Test
    void theDashboardIsOneThatGrafanaImports() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("ops/grafana/token-management.json").toFile());

        assertThat(dashboard.path("schemaVersion").isInt()).isTrue();
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
        assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").textValue()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty().allSatisfy(target -> assertThat(
                            target.path("expr").textValue())
                    .contains("tokenmgmt_"));
            assertThat(panel.path("gridPos").path("x").intValue()
                            + panel.path("gridPos").path("w").intValue())
                    .isLessThanOrEqualTo(24);
        });
    }
}
