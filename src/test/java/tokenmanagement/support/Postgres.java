package tokenmanagement.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** A real PostgreSQL with one empty database, that can go away and come back. */
public final class Postgres implements AutoCloseable {
    private final int port;
    private final Path directory;
    private EmbeddedPostgres server;

    private Postgres(int port, Path directory) {
        this.port = port;
        this.directory = directory;
    }

    /** As the service's setting says: an ordinary role that owns one database, no superuser. */
    public static Postgres start(int port, Path directory) throws IOException {
        Postgres postgres = new Postgres(port, directory);
        // a run that was killed leaves its data behind
        FileUtils.deleteDirectory(directory.toFile());
        postgres.start();
        postgres.create(Given.address("DATABASE_URL"));
        return postgres;
    }

    private void create(URI setting) {
        String[] owner = setting.getRawUserInfo().split(":");
        Database superuser = new Database(url("postgres", "postgres"));
        superuser.update("CREATE ROLE " + owner[0] + " LOGIN PASSWORD '"
                + URLDecoder.decode(owner[1], StandardCharsets.UTF_8) + "'");
        superuser.update("CREATE DATABASE " + setting.getPath().substring(1) + " OWNER " + owner[0]);
    }

    /** The service's own database, with the service's own rights. */
    public Database database() {
        URI setting = Given.address("DATABASE_URL");
        return new Database(
                url(setting.getRawUserInfo().split(":")[0], setting.getPath().substring(1)));
    }

    /** Another database, empty, for a test of its own. */
    public String create(String name) {
        new Database(url("postgres", "postgres")).update("CREATE DATABASE " + name);
        return url("postgres", name);
    }

    private String url(String user, String database) {
        return server.getJdbcUrl(user, database);
    }

    private void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .start();
    }

    /** Stops with all connections that are open, and starts again when the test has seen enough. */
    public void whileDown(Runnable test) {
        close();
        try {
            test.run();
        } finally {
            restart();
        }
    }

    private void restart() {
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
