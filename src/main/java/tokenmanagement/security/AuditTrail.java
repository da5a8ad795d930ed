package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.RequestTrace;

/**
 * Takes what is done, for {@link AuditWriter} to write down in batches: {@code
 * audit.recordChange(AuditEvent.byAdministrator(user, "client.register").about(branch, client))}.
 *
 * <p>Time, address and id of the request are added here. API calls need no word: {@link AuditFilter} has them all.
 */
@ApplicationScoped
public class AuditTrail {
    private static final Logger LOG = Logger.getLogger(AuditTrail.class.getName());

    private final AuditQueue queue = new AuditQueue();
    private final AuditCounts counts = new AuditCounts();

    /** As long as an answer waits for its entry to be written. */
    Duration patience = Duration.ofSeconds(5);

    @Inject
    Clock clock;

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
        queue.hurry();
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

    /** Whether what is asked for now can be written down. When it cannot it must not be done (ASVS 16.5.3). */
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    private CompletableFuture<Void> add(AuditEvent event) {
        Optional<RequestTrace> request = RequestTrace.current();
        return queue.add(new AuditEntry(
                clock.instant(), event, request.map(RequestTrace::address), request.map(RequestTrace::id)));
    }

    AuditQueue queue() {
        return queue;
    }

    AuditCounts counts() {
        return counts;
    }
}
