package tokenmanagement.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** PostgreSQL from real binaries, whose data outlives the process and a power cut. */
final class LocalDatabase implements AutoCloseable {
    private static final int STOP_SECONDS = 20;
    private static final int LAST_LINES = 6;

    private final EmbeddedPostgres postgres;

    private LocalDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** @param directory holds data, binaries and log, each under an own name */
    static LocalDatabase start(Path directory) throws StartRefused {
        Path log = directory.resolve("postgresql.log");
        var output = ProcessBuilder.Redirect.appendTo(log.toFile());
        try {
            Files.deleteIfExists(log);
            OwnerOnly.directory(directory.resolve("postgresql"));
            endLeftOver(directory);
            return new LocalDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("postgresql"))
                    .setOverrideWorkingDirectory(new File(binaries(directory)))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setErrorRedirector(output)
                    .setOutputRedirector(output)
                    .start());
        } catch (IOException | IllegalStateException e) {
            throw new StartRefused("PostgreSQL did not start. The end of " + log + ":\n" + end(log), e);
        }
    }

    /** A run that was killed leaves its PostgreSQL behind; the run lock says that nobody uses it any more. */
    private static void endLeftOver(Path directory) throws IOException, StartRefused {
        Path pidFile = directory.resolve("postgresql/postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        Optional<ProcessHandle> leftOver = ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").startsWith(binaries(directory)));
        if (leftOver.isEmpty()) {
            return;
        }
        leftOver.get().destroy();
        try {
            leftOver.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new StartRefused("An earlier run's PostgreSQL does not stop; end it with: kill -INT " + pid, e);
        }
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e + ")";
        }
    }

    private static String binaries(Path directory) {
        return directory.resolve("postgresql-binaries").toString();
    }

    int port() {
        return postgres.getPort();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
