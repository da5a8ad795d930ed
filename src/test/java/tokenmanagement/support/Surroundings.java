package tokenmanagement.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tokenmanagement.run.StandInGoogle;

/**
 * The world around the server under test, raised once before it and for all test classes: PostgreSQL, Google's
 * stand-in, and the token endpoint in front of that.
 */
public final class Surroundings implements AutoCloseable {
    private final Logs logs = Logs.capture();
    private final Chromium chromium = new Chromium();
    private final Postgres postgres;
    private final Database database;
    private final StandInGoogle google;
    private final TokenEndpoint tokenEndpoint;
    private final Map<Class<?>, Supplier<?>> provided = new HashMap<>();

    private Surroundings(Server server) throws IOException {
        postgres =
                Postgres.start(Given.port("database"), Given.path("directory").resolve("postgres"));
        database = postgres.database();
        google = StandInGoogle.start(Given.port("standin"));
        tokenEndpoint = TokenEndpoint.start(Given.port("token"), google.tokenEndpoint(), google.revocationEndpoint());
        TokenApi api = new TokenApi(server.address(), Optional.of(Given.setting("ADMIN_API_KEY")));
        String redirectUri = server.address("/token-management/auth/callback").toString();
        offer(Server.class, () -> server);
        offer(Logs.class, () -> logs);
        offer(Postgres.class, () -> postgres);
        offer(Database.class, () -> database);
        offer(TokenEndpoint.class, () -> tokenEndpoint);
        offer(Chromium.class, () -> chromium);
        offer(TokenApi.class, () -> api);
        offer(Keys.class, () -> new Keys(api));
        offer(AuditLog.class, () -> new AuditLog(api));
        offer(ConsoleForms.class, () -> new ConsoleForms(server));
        offer(Browser.class, () -> new Browser(api));
        offer(Branches.class, () -> new Branches(api, new Browser(api), redirectUri));
    }

    private <T> void offer(Class<T> type, Supplier<T> supplier) {
        provided.put(type, supplier);
    }

    static Surroundings raise(Server server) {
        try {
            return new Surroundings(server);
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
            postgres.close();
        }
    }
}
