package tokenmanagement.tokens;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tokenmanagement.platform.Settings;

/**
 * The refreshes that run on this node: one future a client, shared by all who ask for it.
 *
 * <p>They run in a pool of their own, as many at once as the settings allow, never in a caller's thread: a caller that
 * goes away cancels nothing. A future completes after the outcome is committed, and leaves the map however it ends.
 *
 * <p>While another node holds the lease of a row, its refresh here is looked for again and again, and gives its place
 * back between the looks: after a node has died with many leases, all others are refreshed as ever.
 */
@ApplicationScoped
public class Refreshes {
    /** Callers that may wait for a place in the pool; more are told to come back. */
    private static final int QUEUE = 10_000;

    /** As long as a running call may still take when the application stops. */
    private static final int STOP_SECONDS = 35;

    /** How long to wait for another node that holds the lease; its callers are told the outcome by its row. */
    Duration patience = Duration.ofSeconds(8);

    private final ConcurrentHashMap<Long, CompletableFuture<Optional<BranchToken>>> running = new ConcurrentHashMap<>();

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
     * @param look refreshes, or finds out what another node has done; empty while that is still at it
     * @return completes with what {@code look} found, or empty when that took too long; exceptionally with {@link
     *     RejectedExecutionException} when the node has too much to do
     */
    CompletableFuture<Optional<BranchToken>> join(long clientId, Supplier<Optional<BranchToken>> look) {
        RefreshRun mine = new RefreshRun(clientId, look, patience, pool, running);
        CompletableFuture<Optional<BranchToken>> earlier = running.putIfAbsent(clientId, mine.future());
        if (earlier != null) {
            return earlier;
        }
        mine.start();
        return mine.future();
    }

    /** @return false when one of this client is running already, or when the node has too much to do */
    boolean start(long clientId, Supplier<BranchToken> refresh) {
        RefreshRun mine = new RefreshRun(clientId, () -> Optional.of(refresh.get()), patience, pool, running);
        return running.putIfAbsent(clientId, mine.future()) == null && mine.start();
    }

    /** How many refreshes could start now without waiting. */
    int idle() {
        return Math.max(
                0,
                pool.getMaximumPoolSize()
                        - pool.getActiveCount()
                        - pool.getQueue().size());
    }
}
