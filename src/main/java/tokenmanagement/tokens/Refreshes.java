package tokenmanagement.tokens;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.DatabaseUnavailable;
import tokenmanagement.platform.Settings;

/**
 * The refreshes that run on this node: one future a client, shared by all who ask for it.
 *
 * <p>They run in a pool of their own, as many at once as the settings allow, never in a caller's thread: a caller that
 * goes away cancels nothing. A future completes after the outcome is committed, and leaves the map however it ends.
 */
@ApplicationScoped
public class Refreshes {
    /** Callers that may wait for a place in the pool; more are told to come back. */
    private static final int QUEUE = 10_000;

    /** As long as a running call may still take when the application stops. */
    private static final int STOP_SECONDS = 35;

    private static final Logger LOG = Logger.getLogger(Refreshes.class.getName());

    private final ConcurrentHashMap<Long, CompletableFuture<BranchToken>> running = new ConcurrentHashMap<>();

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Settings settings;

    private ThreadPoolExecutor pool;

    @PostConstruct
    void start() {
        int size = settings.refreshConcurrency();
        pool = new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), threads);
        pool.allowCoreThreadTimeOut(true);
    }

    /** Running refreshes end and commit; waiting ones are dropped, their callers have gone with the application. */
    @PreDestroy
    void stop() {
        pool.shutdown();
        pool.getQueue().clear();
        try {
            if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The running refresh of this client, or this one, started.
     *
     * @return completes exceptionally with {@link RejectedExecutionException} when the node has too much to do
     */
    CompletableFuture<BranchToken> join(long clientId, Supplier<BranchToken> refresh) {
        CompletableFuture<BranchToken> mine = new CompletableFuture<>();
        CompletableFuture<BranchToken> earlier = running.putIfAbsent(clientId, mine);
        if (earlier != null) {
            return earlier;
        }
        run(clientId, mine, refresh);
        return mine;
    }

    /** @return false when one of this client is running already, or when the node has too much to do */
    boolean start(long clientId, Supplier<BranchToken> refresh) {
        CompletableFuture<BranchToken> mine = new CompletableFuture<>();
        return running.putIfAbsent(clientId, mine) == null && run(clientId, mine, refresh);
    }

    private boolean run(long clientId, CompletableFuture<BranchToken> mine, Supplier<BranchToken> refresh) {
        try {
            pool.execute(() -> complete(clientId, mine, refresh));
            return true;
        } catch (RuntimeException | Error e) {
            // also when no thread can be had: a future left in the map would be joined for ever
            running.remove(clientId, mine);
            mine.completeExceptionally(e);
            if (e instanceof RejectedExecutionException) {
                return false;
            }
            throw e;
        }
    }

    /** How many refreshes could start now without waiting. */
    int idle() {
        return Math.max(
                0,
                pool.getMaximumPoolSize()
                        - pool.getActiveCount()
                        - pool.getQueue().size());
    }

    /** Out of the map before the waiters wake: whoever asks again then starts a new one. */
    private void complete(long clientId, CompletableFuture<BranchToken> mine, Supplier<BranchToken> refresh) {
        try {
            BranchToken row = refresh.get();
            running.remove(clientId, mine);
            mine.complete(row);
        } catch (RuntimeException | Error e) {
            boolean outage = e instanceof DatabaseUnavailable;
            LOG.log(outage ? Level.WARNING : Level.SEVERE, "refresh broke client=" + clientId, outage ? null : e);
            running.remove(clientId, mine);
            mine.completeExceptionally(e);
        }
    }
}
