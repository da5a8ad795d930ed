package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls this node may repeat at once: one for every ten first tries, ten saved up at most. So an outage never
 * multiplies the calls it is met with.
 */
@ApplicationScoped
class RetryBudget {
    private static final int RETRY = 10;
    private static final int MOST = 10 * RETRY;

    /** In tenths of a retry. */
    private final AtomicInteger saved = new AtomicInteger(MOST);

    void firstTry() {
        saved.updateAndGet(tenths -> Math.min(MOST, tenths + 1));
    }

    /** @return false when this retry would be one too many */
    boolean takeRetry() {
        return saved.getAndUpdate(tenths -> tenths >= RETRY ? tenths - RETRY : tenths) >= RETRY;
    }
}
