package tokenmanagement.tokens;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.DatabaseUnavailable;

/**
 * One refresh of {@link Refreshes}, from its first look to its end. Between two looks it holds no thread: a pause of the
 * JDK's own, then a place in the pool as if it had just come.
 */
final class RefreshRun implements Runnable {
    private static final Logger LOG = Logger.getLogger(Refreshes.class.getName());
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 400;

    private final long clientId;
    private final Supplier<Optional<BranchToken>> look;
    private final Executor pool;
    private final ConcurrentMap<Long, CompletableFuture<Optional<BranchToken>>> running;
    private final CompletableFuture<Optional<BranchToken>> future = new CompletableFuture<>();
    private final long deadline;
    private long pause = FIRST_PAUSE;

    /** @param running which it leaves when it ends */
    RefreshRun(
            long clientId,
            Supplier<Optional<BranchToken>> look,
            Duration patience,
            Executor pool,
            ConcurrentMap<Long, CompletableFuture<Optional<BranchToken>>> running) {
        this.clientId = clientId;
        this.look = look;
        this.deadline = System.nanoTime() + patience.toNanos();
        this.pool = pool;
        this.running = running;
    }

    CompletableFuture<Optional<BranchToken>> future() {
        return future;
    }

    /** @return false when the pool has no place for it */
    boolean start() {
        try {
            pool.execute(this);
            return true;
        } catch (RuntimeException | Error e) {
            // also when no thread can be had: a future left in the map would be joined for ever
            end(() -> future.completeExceptionally(e));
            if (e instanceof RejectedExecutionException) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void run() {
        try {
            Optional<BranchToken> row = look.get();
            if (row.isPresent() || System.nanoTime() - deadline >= 0) {
                end(() -> future.complete(row));
                return;
            }
        } catch (RuntimeException | Error e) {
            boolean outage = e instanceof DatabaseUnavailable;
            LOG.log(outage ? Level.WARNING : Level.SEVERE, "refresh broke client=" + clientId, outage ? null : e);
            end(() -> future.completeExceptionally(e));
            return;
        }
        lookAgain();
    }

    /** After between half and all of a pause, so that nodes do not look in step. */
    private void lookAgain() {
        long wait = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
        CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, look -> start())
                .execute(this);
    }

    /** Out of the map before the waiters wake: whoever asks again then starts a new one. */
    private void end(Runnable completion) {
        running.remove(clientId, future);
        completion.run();
    }
}
