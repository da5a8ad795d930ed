package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
    @TempDir
    private Path directory;

    @Test
    void neverKeepsMoreThanTwiceItsLimit() throws Exception {
        try (BoundedLog log = new BoundedLog(directory.resolve("payara.log"), 100)) {
            for (int i = 0; i < 1000; i++) {
                log.line("line " + i);
            }
        }

        assertThat(Files.size(directory.resolve("payara.log")) + Files.size(directory.resolve("payara.log.1")))
                .isLessThan(250);
        assertThat(directory.resolve("payara.log")).content().endsWith("line 999\n");
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().endsWith(".2"));
    }

    @Test
    void logOfTheRunBeforeIsKeptBeside() throws Exception {
        Files.writeString(directory.resolve("payara.log"), "before\n");

        new BoundedLog(directory.resolve("payara.log"), 100).close();

        assertThat(directory.resolve("payara.log.1")).content().isEqualTo("before\n");
        assertThat(directory.resolve("payara.log")).isEmptyFile();
    }
}
