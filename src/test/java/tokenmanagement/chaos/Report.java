package tokenmanagement.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * What a scenario measured, and whether it held. The long form's rows become {@code docs/chaos.md}; those of a scenario
 * that was not run again stay.
 */
final class Report {
    private static final Path ROWS = Path.of("target", "chaos");
    private static final Path DOCUMENT = Path.of("docs", "chaos.md");
    private static final String HEAD =
            """
            # What the long run measured

            `./mvnw verify -Pchaos` runs the scenarios of `tokenmanagement.chaos` in their long form and writes this page.
            Three Payara Micro processes share one PostgreSQL and one authorization server, all on one machine
            (%s, %d processors, Java %s). The short form of each runs in every `./mvnw verify`.

            | scenario | what happened | verdict | when, seed |
            |---|---|---|---|
            """;

    private final String scenario;
    private final List<String> numbers = new ArrayList<>();
    private final SoftAssertions checks = new SoftAssertions();

    /** @param scenario sorts the page, too */
    Report(String scenario) {
        this.scenario = scenario;
    }

    Report number(String what, Object value) {
        numbers.add(what + ": " + value);
        return this;
    }

    /** Everything that must hold is said here: the row is written even when something does not. */
    SoftAssertions checks() {
        return checks;
    }

    /** Writes the row, then fails when a check did. */
    void conclude() {
        String verdict = checks.assertionErrorsCollected().isEmpty() ? "holds" : "**does not hold**";
        String row = "| " + scenario + " | " + String.join("; ", numbers) + " | " + verdict + " | "
                + Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", " + Form.SEED + " |";
        System.out.println(row);
        if (Form.LONG) {
            write(row);
        }
        checks.assertAll();
    }

    private void write(String row) {
        try {
            Files.createDirectories(ROWS);
            Files.writeString(ROWS.resolve(scenario.replaceAll("[^\\w+-]+", "-") + ".row"), row + "\n");
            StringBuilder page = new StringBuilder(HEAD.formatted(
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.version")));
            try (Stream<Path> rows = Files.list(ROWS)) {
                for (Path file : rows.sorted().toList()) {
                    page.append(Files.readString(file));
                }
            }
            Files.writeString(DOCUMENT, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
