package tokenmanagement.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A log file that never fills the disk: when it is full it becomes {@code ….1}, and a new one begins. */
final class BoundedLog implements AutoCloseable {
    private final Path file;
    private final long limit;
    private BufferedWriter writer;
    private long written;

    /** @param limit in characters; what an earlier run left becomes {@code ….1} */
    BoundedLog(Path file, long limit) throws IOException {
        this.file = file;
        this.limit = limit;
        begin();
    }

    void line(String line) throws IOException {
        if (written > limit) {
            writer.close();
            begin();
        }
        writer.write(line);
        writer.newLine();
        writer.flush();
        written += line.length() + 1L;
    }

    private void begin() throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        writer = Files.newBufferedWriter(file);
        written = 0;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
