package tokenmanagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/faults.md} leaves nothing out, and names only tests that are there. */
class FaultsTest {
    private static final int FAULTS = 89;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    private final String page = read(Path.of("docs", "faults.md"));

    @Test
    void everyFaultHasItsRow() {
        List<Integer> rows = ROW.matcher(page)
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, FAULTS).boxed().toList());
    }

    @Test
    void everyRowNamesATestOrAReason() {
        assertThat(ROW.matcher(page).results().map(row -> row.group(2)))
                .allSatisfy(shownBy -> assertThat(shownBy).containsPattern(TEST.pattern() + "|issue [34]|[a-z]{4,}"));
    }

    @Test
    void everyNamedTestIsThere() throws IOException {
        Map<String, String> sources = sources();

        assertThat(TEST.matcher(page).results()).isNotEmpty().allSatisfy(test -> {
            assertThat(sources).containsKey(test.group(1));
            assertThat(sources.get(test.group(1))).contains(declaration(test));
        });
    }

    private static String declaration(MatchResult test) {
        return test.group(2) == null ? "class " + test.group(1) : "void " + test.group(2) + "(";
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), FaultsTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
