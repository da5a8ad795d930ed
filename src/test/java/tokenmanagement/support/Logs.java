package tokenmanagement.support;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything the server has written to its standard output and error since the tests began, restarts included.
 *
 * <p>Both adapters print what the server prints; this class leads that into a file under {@code target}.
 */
public final class Logs {
    private Logs() {}

    static Logs capture() {
        try {
            Files.createDirectories(file().getParent());
            System.setOut(new PrintStream(Files.newOutputStream(file()), true, StandardCharsets.UTF_8));
            return new Logs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file() {
        return Given.path("directory").resolve("console.log");
    }

    public List<String> lines() {
        System.out.flush();
        try (Stream<String> lines = new String(Files.readAllBytes(file()), StandardCharsets.UTF_8).lines()) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> linesWith(String part) {
        return lines().stream().filter(line -> line.contains(part)).toList();
    }
}
