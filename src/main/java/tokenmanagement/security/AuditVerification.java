package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Walks all chains of the audit trail from their beginning to their head, a batch at a time. */
@ApplicationScoped
public class AuditVerification {
    /** How often a chain is looked at again whose beginning was pruned meanwhile. */
    private static final int PATIENCE = 3;

    private static final Semaphore VERIFYING = new Semaphore(1);

    @Inject
    AuditStore store;

    @Inject
    SecretCipher cipher;

    /** @return empty while one runs on this node: it reads everything, so that one at a time is enough */
    public Optional<AuditVerdict> verifyUnlessBusy() {
        if (!VERIFYING.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(verify());
        } finally {
            VERIFYING.release();
        }
    }

    /** Chains are numbered without a gap, so that one that is gone is missed. */
    public AuditVerdict verify() {
        long entries = 0;
        long expected = 1;
        for (long id : store.chains()) {
            if (id != expected) {
                return bad(entries, expected, AuditVerdict.Fault.at(expected, 1, "missing"));
            }
            AuditWalk walk = walk(id);
            entries += walk.entries();
            if (walk.fault().isPresent()) {
                return bad(entries, expected, walk.fault().get());
            }
            expected++;
        }
        return new AuditVerdict(true, entries, expected - 1, Optional.empty());
    }

    private static AuditVerdict bad(long entries, long chains, AuditVerdict.Fault fault) {
        return new AuditVerdict(false, entries, chains, Optional.of(fault));
    }

    private AuditWalk walk(long id) {
        AuditWalk walk = null;
        for (int i = 0; i < PATIENCE; i++) {
            Optional<AuditChainRow> row = store.chain(id);
            if (row.isEmpty()) {
                return AuditWalk.ended(AuditVerdict.Fault.at(id, 1, "added"));
            }
            walk = walk(row.get());
            long first = row.get().firstSequence();
            boolean stands =
                    store.chain(id).filter(now -> now.firstSequence() == first).isPresent();
            if (walk.fault().isEmpty() || stands) {
                return walk;
            }
        }
        return walk;
    }

    private AuditWalk walk(AuditChainRow row) {
        AuditWalk walk = AuditWalk.along(row, cipher);
        while (!walk.isOver()) {
            List<AuditRow> rows = store.rows(row.id(), walk.next(), AuditWalk.BATCH);
            if (rows.isEmpty()) {
                walk.end();
            } else {
                walk.over(rows);
            }
        }
        return walk;
    }
}
