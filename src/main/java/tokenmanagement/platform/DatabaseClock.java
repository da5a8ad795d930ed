package tokenmanagement.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * The database's time, kept by this node's monotonic clock between two looks at it.
 *
 * <p>All nodes judge expiry by the same clock, and a node whose own clock is wrong, or jumps, still judges right. The
 * timer calls {@link #synchronize()} at each run; drift in between is that of a quartz, microseconds.
 */
@ApplicationScoped
public class DatabaseClock extends Clock {
    @Resource(lookup = DatabaseMigration.DATA_SOURCE)
    DataSource dataSource;

    LongSupplier nanoTime = System::nanoTime;
    private volatile Anchor anchor;

    private record Anchor(Instant instant, long nanoTime) {}

    @PostConstruct
    void start() {
        synchronize();
    }

    /**
     * Asks the database for the time. The answer is taken to be from the middle of the round trip.
     *
     * @throws DatabaseUnavailable when it does not answer; the clock then goes on from its last look
     */
    public void synchronize() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            long before = nanoTime.getAsLong();
            try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
                row.next();
                Instant instant = row.getTimestamp(1).toInstant();
                long after = nanoTime.getAsLong();
                anchor = new Anchor(instant, before + (after - before) / 2);
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        }
    }

    @Override
    public Instant instant() {
        Anchor last = anchor;
        return last.instant().plus(Duration.ofNanos(nanoTime.getAsLong() - last.nanoTime()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Time zones are for people; this clock serves programs. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the service reckons in UTC");
    }
}
