package tokenmanagement.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL from real binaries, whose data outlives the process and a power cut. */
final class LocalDatabase implements AutoCloseable {
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
            return new LocalDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("postgresql"))
                    .setOverrideWorkingDirectory(
                            directory.resolve("postgresql-binaries").toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setErrorRedirector(output)
                    .setOutputRedirector(output)
                    .start());
        } catch (IOException | IllegalStateException e) {
            throw new StartRefused("PostgreSQL did not start; " + log + " may say why.", e);
        }
    }

    int port() {
        return postgres.getPort();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
