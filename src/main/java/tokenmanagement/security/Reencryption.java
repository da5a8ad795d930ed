package tokenmanagement.security;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Logger;
import tokenmanagement.platform.Metrics;
import tokenmanagement.security.EncryptionStatus.Progress;

/**
 * Moves every row to the primary key, a few at a time.
 *
 * <p>It works only while all running nodes have the same primary key: nodes of different orders would write the same
 * rows in turn. A walk that is broken off begins anew: rows that are done are recognised by the key they name. {@link
 * ReencryptionTimer} calls, one thread at a time.
 */
@ApplicationScoped
public class Reencryption {
    private static final Logger LOG = Logger.getLogger(Reencryption.class.getName());
    private static final long LOG_EVERY = 10_000;

    @Inject
    SecretCipher cipher;

    @Inject
    KeyUsageCounter counter;

    @Inject
    SealedColumnStore rows;

    @Inject
    KeyRingNodeStore nodes;

    @Inject
    MeterRegistry registry;

    private final String node = UUID.randomUUID().toString();
    private final Set<String> reported = new HashSet<>();
    private volatile KeyUsage usage;
    private volatile Progress progress = Progress.WORKING;
    private volatile long unreadable;
    private volatile Instant finishedAt;
    private ReencryptionWalk walk;

    @PostConstruct
    void show() {
        Gauge.builder(Metrics.PREFIX + "unreadable.rows", () -> unreadable)
                .description("Ciphertexts that their own key does not open, as this node met them")
                .register(registry);
    }

    /** The other nodes count this one among those that run. */
    void alive() {
        nodes.alive(node, cipher.ring().primaryId());
    }

    void leave() {
        nodes.left(node);
    }

    Progress progress() {
        return progress;
    }

    boolean nodesAgree() {
        return nodes.agreeOn(cipher.ring().primaryId());
    }

    /** Counts, and begins a walk when there is something to do and no other node encrypts with another key. */
    void look() {
        count();
        if (progress == Progress.DONE) {
            return;
        }
        if (!nodesAgree()) {
            progress = Progress.WAITING_FOR_NODES;
            return;
        }
        progress = Progress.WORKING;
        walk = new ReencryptionWalk(counter.columns(), rows, cipher, reported);
        LOG.info(() -> "re-encryption started key="
                + cipher.ring().nameOfKey(cipher.ring().primaryId()) + " rows=" + usage.waiting());
    }

    private void count() {
        KeyUsage counted = counter.count();
        boolean done = counted.waiting() <= unreadable;
        if (done) {
            unreadable = counted.waiting();
            finishedAt = progress == Progress.DONE ? finishedAt : counted.countedAt();
        }
        usage = counted;
        progress = done ? Progress.DONE : Progress.WORKING;
    }

    /**
     * Goes on with the walk for one window.
     *
     * @return whether it is to be continued
     */
    boolean step() {
        if (walk != null && !nodesAgree()) {
            LOG.info("re-encryption broken off: another node encrypts with another key");
            progress = Progress.WAITING_FOR_NODES;
            walk = null;
        }
        if (walk == null) {
            return false;
        }
        long before = walk.written();
        walk.step();
        long written = walk.written();
        if (walk.isOver()) {
            finish();
        } else if (written / LOG_EVERY > before / LOG_EVERY) {
            LOG.info(() -> "re-encryption goes on rows=" + written + " of=" + usage.waiting());
        }
        return walk != null;
    }

    /** What others held, or an older node wrote meanwhile, is left for the next look. */
    private void finish() {
        LOG.info("re-encryption finished rows=" + walk.written() + " unreadable=" + walk.unreadable());
        unreadable = walk.unreadable();
        walk = null;
        count();
    }

    /** @param newest counts anew when the last count is older */
    EncryptionStatus status(Instant newest) {
        if (usage == null || usage.countedAt().isBefore(newest)) {
            usage = counter.count();
        }
        KeyUsage counted = usage;
        return new EncryptionStatus(
                counted.keys(),
                counted.missing(),
                Math.max(unreadable, counted.damaged()),
                progress,
                Optional.ofNullable(finishedAt),
                counted.countedAt());
    }
}
