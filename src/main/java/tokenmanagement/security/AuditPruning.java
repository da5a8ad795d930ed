package tokenmanagement.security;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.Settings;

/**
 * Takes the oldest entries away each day, and soon after each start, in small batches from the beginning of each chain.
 *
 * <p>The chain then begins at a new anchor, sealed like the old one. What is taken away is verified first: whoever makes
 * entries look old, to have them taken away, stops the pruning of that chain instead.
 */
@Singleton
@Startup
@DependsOn("DatabaseMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditPruning {
    private static final Logger LOG = Logger.getLogger(AuditPruning.class.getName());
    private static final Duration AFTER_START = Duration.ofSeconds(5);

    private final AtomicBoolean running = new AtomicBoolean();

    @Resource
    TimerService timers;

    @Inject
    AuditStore store;

    @Inject
    SecretCipher cipher;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @PostConstruct
    void start() {
        timers.createSingleActionTimer(AFTER_START.toMillis(), new TimerConfig("audit pruning", false));
    }

    @Timeout
    @Schedule(hour = "3", minute = "17", persistent = false)
    void prune() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            Instant cutOff = clock.instant().minus(settings.auditRetention());
            long pruned = 0;
            for (long id : store.chains()) {
                pruned += prune(id, cutOff);
            }
            if (pruned > 0) {
                LOG.log(Level.INFO, "audit trail pruned entries={0}", Long.toString(pruned));
            }
        } catch (RuntimeException e) {
            // tomorrow is another day, and a timer that throws is tried again at once
            LOG.log(Level.WARNING, "the audit trail could not be pruned", e);
        } finally {
            running.set(false);
        }
    }

    private long prune(long id, Instant cutOff) {
        long pruned = 0;
        long batch;
        do {
            batch = store.chain(id).map(chain -> pruneBatch(chain, cutOff)).orElse(0L);
            pruned += batch;
        } while (batch == AuditWalk.BATCH);
        return pruned;
    }

    private long pruneBatch(AuditChainRow row, Instant cutOff) {
        List<AuditRow> old = store.rows(row.id(), row.firstSequence(), AuditWalk.BATCH).stream()
                .takeWhile(found -> found.entry().time().isBefore(cutOff))
                .toList();
        if (old.isEmpty()) {
            return 0;
        }
        AuditWalk walk = AuditWalk.along(row, cipher);
        walk.over(old);
        if (walk.fault().isPresent()) {
            LOG.log(
                    Level.SEVERE,
                    "audit chain not pruned, verify it: {0}",
                    walk.fault().get());
            return 0;
        }
        return store.cut(row, walk.next(), walk.previous(), walk.anchorMac()) ? old.size() : 0;
    }
}
