package tokenmanagement.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tokenmanagement.run.StandInGoogle;

/**
 * The world around the server under test, raised once before it and for all test classes: PostgreSQL, Google's
 * stand-in, and the token endpoint in front of that.
 */
public final class Surroundings implements AutoCloseable {
    private final Database database;
    private final StandInGoogle google;
    private final TokenEndpoint tokenEndpoint;
    private final Chromium chromium = new Chromium();
    private final Map<Class<?>, Supplier<?>> provided;

    private Surroundings(Server server, Logs logs, Database database, StandInGoogle google, TokenEndpoint endpoint) {
        this.database = database;
        this.google = google;
        this.tokenEndpoint = endpoint;
        TokenApi api = new TokenApi(server.address(), Optional.of(Given.setting("ADMIN_API_KEY")));
        String redirectUri = server.address("/token-management/auth/callback").toString();
        this.provided = Map.of(
                Server.class, () -> server,
                Logs.class, () -> logs,
                Database.class, () -> database,
                TokenEndpoint.class, () -> endpoint,
                TokenApi.class, () -> api,
                Browser.class, () -> new Browser(api),
                Chromium.class, () -> chromium,
                Branches.class, () -> new Branches(api, new Browser(api), redirectUri),
                Keys.class, () -> new Keys(api));
    }

    static Surroundings raise(Server server) {
        try {
            Logs logs = Logs.capture();
            Path data = Given.path("directory").resolve("postgres");
            Database database = Database.start(Given.port("database"), data);
            StandInGoogle google = StandInGoogle.start(Given.port("standin"));
            TokenEndpoint endpoint =
                    TokenEndpoint.start(Given.port("token"), google.tokenEndpoint(), google.revocationEndpoint());
            return new Surroundings(server, logs, database, google, endpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test's own browser has its own cookies; all else is shared. */
    <T> T provide(Class<T> type) {
        Supplier<?> supplier = provided.get(type);
        if (supplier == null) {
            throw new IllegalArgumentException("the surroundings hold no " + type.getSimpleName());
        }
        return type.cast(supplier.get());
    }

    /** Leaves the last state of the database beside the log, for those who search them when all is over. */
    @Override
    public void close() {
        try {
            Files.writeString(Given.path("directory").resolve("database.txt"), database.dump());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            chromium.close();
            tokenEndpoint.close();
            google.close();
            database.close();
        }
    }
}
