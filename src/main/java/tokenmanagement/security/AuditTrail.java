package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.RequestTrace;

/**
 * Takes what is done, for {@link AuditWriter} to write down in batches: {@code
 * audit.record(AuditEvent.byAdministrator(user, "client.register").about(branch, client))}.
 *
 * <p>Time, address and id of the request are added here.
 */
@ApplicationScoped
public class AuditTrail {
    /** Entries that wait for the database. */
    static final int CAPACITY = 20_000;
    /** What requests that are under way may still add when no new one is let in. */
    static final int HEADROOM = 5_000;

    private static final Logger LOG = Logger.getLogger(AuditTrail.class.getName());

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Semaphore urgent = new Semaphore(0);
    private final AuditCounts counts = new AuditCounts();
    private volatile boolean closed;

    /** As long as an answer waits for its entry to be written. */
    Duration patience = Duration.ofSeconds(5);

    @Inject
    Clock clock;

    /** @param written completes when the entry rests in the database */
    record Waiting(AuditEntry entry, CompletableFuture<Void> written) {}

    /** For what changes nothing: the entry is written a moment later, and nobody waits for it. */
    public void record(AuditEvent event) {
        add(event);
    }

    /**
     * For what has changed something: returns when the entry rests in the database. When the database does not take it
     * in time the entry goes on waiting alone: the change is made, and an error would deny it.
     */
    public void recordChange(AuditEvent event) {
        CompletableFuture<Void> written = add(event);
        urgent.release();
        try {
            written.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "audit entry waits for the database action={0}", event.action());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes an entry so", e);
        }
    }

    /** For what anybody can cause as often as they like: one entry a minute for all that are alike. */
    public void count(AuditEvent event) {
        Optional<String> address = RequestTrace.current().map(RequestTrace::address);
        AuditEvent alike = event.about(Optional.empty(), Optional.empty());
        counts.add(new AuditCounts.Alike(alike, address.map(RateLimits::network)), clock.instant());
    }

    /** Makes entries of what was counted for a minute, or of all of it. */
    void settle(boolean all) {
        Instant now = clock.instant();
        counts.take(now, all)
                .forEach((alike, times) -> add(new AuditEntry(
                        now, alike.event().detail("times=" + times), alike.network(), Optional.empty())));
    }

    /** Whether what is asked for now can be written down. When it cannot it must not be done (ASVS 16.5.3). */
    public boolean hasRoom() {
        return closed || queue.remainingCapacity() > HEADROOM;
    }

    private CompletableFuture<Void> add(AuditEvent event) {
        Optional<RequestTrace> request = RequestTrace.current();
        return add(new AuditEntry(
                clock.instant(), event, request.map(RequestTrace::address), request.map(RequestTrace::id)));
    }

    private CompletableFuture<Void> add(AuditEntry entry) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        // until there is a writer
        closed = true;
        if (!closed && !queue.offer(new Waiting(entry, written))) {
            // the last resort: all of it is words that a log may hold
            LOG.log(Level.SEVERE, "audit entry not kept {0}", entry);
        }
        written.complete(null);
        return written;
    }

    /** Returns at once when a change waits to be written, else after this time. */
    void await(Duration pause) throws InterruptedException {
        if (urgent.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            urgent.drainPermits();
        }
    }

    void take(List<Waiting> batch, int most) {
        queue.drainTo(batch, most);
    }

    /** From now on entries go to the log only: nobody will write them. */
    void close() {
        closed = true;
    }
}
