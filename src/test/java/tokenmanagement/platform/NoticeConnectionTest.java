package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Patience.patiently;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real PostgreSQL. */
class NoticeConnectionTest {
    private static EmbeddedPostgres postgres;

    private final Notices notices = new Notices();
    private final List<Notice> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger forgotten = new AtomicInteger();
    private volatile boolean refused;
    private volatile Connection ear;
    private NoticeConnection connection;
    private Thread thread;

    @BeforeAll
    static void startPostgreSql() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
    }

    @AfterAll
    static void stopPostgreSql() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void listen() {
        notices.listen(heard::add, forgotten::incrementAndGet);
        connection = new NoticeConnection(this::open, notices);
        thread = new Thread(connection);
        thread.start();
        patiently().until(notices::areArriving);
    }

    @AfterEach
    void stop() throws InterruptedException {
        connection.stop();
        thread.join();
    }

    private Connection open() throws SQLException {
        if (refused) {
            throw new SQLException("refused by the test");
        }
        Connection opened = postgres.getPostgresDatabase().getConnection();
        ear = ear == null ? opened : ear;
        return opened;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection other = postgres.getPostgresDatabase().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void hearsWhatAnotherConnectionCommits() throws SQLException {
        execute("NOTIFY token_management, 'clients 7'");

        patiently().untilAsserted(() -> assertThat(heard).containsExactly(new Notice("clients", 7)));
    }

    @Test
    void isOpenedAnewWhenItIsCutAndSaysThatSomethingMayHaveBeenMissed() throws SQLException {
        assertThat(forgotten).hasValue(1);

        refused = true;
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        patiently().until(() -> !notices.areArriving());
        execute("NOTIFY token_management, 'clients 8'");
        refused = false;
        patiently().until(notices::areArriving);
        execute("NOTIFY token_management, 'clients 9'");

        patiently().untilAsserted(() -> assertThat(heard).containsExactly(new Notice("clients", 9)));
        assertThat(forgotten).hasValue(2);
    }

    /** As behind a pooler: statements are answered, notices go nowhere. */
    @Test
    void aConnectionThatAnswersAndHearsNothingIsKnown() throws SQLException {
        try (Statement statement = ear.createStatement()) {
            statement.execute("UNLISTEN *");
        }

        patiently().until(() -> !notices.areArriving());
    }
}
