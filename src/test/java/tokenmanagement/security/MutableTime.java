package tokenmanagement.security;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** A stopwatch that goes only when it is told to. */
final class MutableTime implements TimeMeter {
    private long nanos = 1_000_000_000_000L;

    void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
