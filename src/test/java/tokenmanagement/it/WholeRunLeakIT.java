package tokenmanagement.it;

import static tokenmanagement.support.Leaks.assertNoMarkIn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs when the servers are gone: whatever all container tests did, no secret may stand in what they left behind. */
class WholeRunLeakIT {
    private static final Set<String> WRITTEN = Set.of("console.log", "payara.log", "database.txt");

    @ParameterizedTest
    @MethodSource("leftBehind")
    void noSecretIsLeftBehind(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertNoMarkIn(file.toString(), lines);
    }

    static Stream<Path> leftBehind() throws IOException {
        return Files.find(
                Path.of(System.getProperty("it.directory")),
                3,
                (file, attributes) -> WRITTEN.contains(file.getFileName().toString()));
    }
}
