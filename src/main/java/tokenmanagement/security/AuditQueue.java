package tokenmanagement.security;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The entries between those who make them and the one thread that writes them. */
final class AuditQueue {
    /** Entries that wait for the database: some twelve megabytes. */
    static final int CAPACITY = 20_000;
    /** What requests that are under way may still add when no new one is let in. */
    static final int HEADROOM = 5_000;

    private static final Logger LOG = Logger.getLogger(AuditQueue.class.getName());

    private final BlockingQueue<Waiting> entries = new ArrayBlockingQueue<>(CAPACITY);
    private final Semaphore urgent = new Semaphore(0);
    private final AtomicInteger unwritten = new AtomicInteger();
    private volatile boolean closed;

    /** @param written completes when the entry rests in the database */
    record Waiting(AuditEntry entry, CompletableFuture<Void> written) {}

    boolean hasRoom() {
        return !closed && entries.remainingCapacity() > HEADROOM;
    }

    CompletableFuture<Void> add(AuditEntry entry) {
        Waiting waiting = new Waiting(entry, new CompletableFuture<>());
        unwritten.incrementAndGet();
        if (closed || !entries.offer(waiting)) {
            unwritten.decrementAndGet();
            // the last resort: all of it is words that a log may hold
            LOG.log(Level.SEVERE, "audit entry not kept {0}", entry);
            waiting.written().complete(null);
        }
        return waiting.written();
    }

    void written(int count) {
        unwritten.addAndGet(-count);
    }

    /** Whether nothing waits for the database, and nothing is on its way there. */
    boolean isWritten() {
        return unwritten.get() == 0;
    }

    /** Somebody waits for what was added. */
    void hurry() {
        urgent.release();
    }

    /** Returns when somebody waits for an entry, or after this time. */
    void await(Duration pause) throws InterruptedException {
        if (urgent.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            urgent.drainPermits();
        }
    }

    void take(List<Waiting> batch, int most) {
        entries.drainTo(batch, most);
    }

    /** From now on entries go to the log only: nobody would write them. */
    void close() {
        closed = true;
    }
}
