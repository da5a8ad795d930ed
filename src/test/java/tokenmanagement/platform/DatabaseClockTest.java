package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    /** Far from this machine's time, so that a look at it would show. */
    private static final Instant DATABASE_TIME = Instant.parse("2031-05-06T07:08:09.123456Z");

    private final DatabaseClock clock = new DatabaseClock();
    private final Deque<Long> readings = new ArrayDeque<>();
    private Instant databaseTime = DATABASE_TIME;
    private boolean databaseIsAway;
    private long nanoTime = -5_000_000_000L;

    @BeforeEach
    void readOwnClocks() {
        clock.dataSource = Stub.of(DataSource.class)
                .answer("getConnection", nothing -> connection())
                .make();
        clock.nanoTime = () -> readings.isEmpty() ? nanoTime : readings.poll();
    }

    private Connection connection() {
        if (databaseIsAway) {
            throw new Stub.Thrown(new SQLException("away", "08006"));
        }
        ResultSet row = Stub.of(ResultSet.class)
                .answer("next", nothing -> true)
                .answer("getTimestamp", column -> Timestamp.from(databaseTime))
                .make();
        Statement statement =
                Stub.of(Statement.class).answer("executeQuery", sql -> row).make();
        return Stub.of(Connection.class)
                .answer("createStatement", nothing -> statement)
                .make();
    }

    @Test
    void tellsTheDatabasesTimeNotTheNodes() {
        clock.start();

        assertThat(clock.instant()).isEqualTo(DATABASE_TIME);
    }

    @Test
    void goesOnByTheMonotonicClock() {
        clock.start();

        nanoTime += Duration.ofHours(1).toNanos();

        assertThat(clock.instant()).isEqualTo(DATABASE_TIME.plusSeconds(3600));
    }

    @Test
    void takesTheAnswerToBeFromTheMiddleOfTheRoundTrip() {
        readings.add(1_000_000_000L);
        readings.add(3_000_000_000L);
        clock.start();

        nanoTime = 3_000_000_000L;

        assertThat(clock.instant()).isEqualTo(DATABASE_TIME.plusSeconds(1));
    }

    @Test
    void aNewLookAtTheDatabaseCorrectsIt() {
        clock.start();

        databaseTime = DATABASE_TIME.minusSeconds(600);
        clock.synchronize();

        assertThat(clock.instant()).isEqualTo(DATABASE_TIME.minusSeconds(600));
    }

    @Test
    void goesOnFromItsLastLookWhileTheDatabaseIsAway() {
        clock.start();
        databaseIsAway = true;

        assertThatThrownBy(clock::synchronize).isInstanceOf(DatabaseUnavailable.class);
        nanoTime += Duration.ofSeconds(10).toNanos();

        assertThat(clock.instant()).isEqualTo(DATABASE_TIME.plusSeconds(10));
    }

    @Test
    void doesNotStartWithoutTheDatabase() {
        databaseIsAway = true;

        assertThatThrownBy(clock::start).isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void survivesTheOverflowOfTheMonotonicClock() {
        nanoTime = Long.MAX_VALUE;
        clock.start();

        nanoTime = Long.MIN_VALUE + 999_999_999L;

        assertThat(clock.instant()).isEqualTo(DATABASE_TIME.plusSeconds(1));
    }

    @Test
    void reckonsInUtcOnly() {
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThatThrownBy(() -> clock.withZone(ZoneId.of("Europe/Berlin")))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
