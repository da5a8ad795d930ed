package tokenmanagement.security;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * The way along one chain: every hash is made again from the entry and the hash before it, up to the head as it stood
 * when the walk began.
 */
final class AuditWalk {
    static final int BATCH = 1_000;

    private final AuditChainRow row;
    private AuditChain chain;
    private long next;
    private byte[] previous;
    private boolean over;
    private Optional<AuditVerdict.Fault> fault = Optional.empty();

    private AuditWalk(AuditChainRow row) {
        this.row = row;
    }

    static AuditWalk ended(AuditVerdict.Fault fault) {
        AuditWalk walk = new AuditWalk(null);
        walk.fault = Optional.of(fault);
        return walk;
    }

    static AuditWalk along(AuditChainRow row, SecretCipher cipher) {
        AuditWalk walk = new AuditWalk(row);
        walk.next = row.firstSequence();
        walk.previous = row.anchorHash();
        try {
            walk.chain = row.open(cipher);
        } catch (Undecryptable e) {
            // not the key that was sealed for this chain: none of it can be believed
            walk.fail(walk.next, "edited");
            return walk;
        }
        walk.beginning();
        return walk;
    }

    private void beginning() {
        if (!MessageDigest.isEqual(chain.anchorMac(next, previous), row.anchorMac())) {
            fail(next, "edited");
        } else if (row.lowest() < next) {
            fail(row.lowest(), "added");
        } else if (next > row.lastSequence()) {
            end();
        }
    }

    /** @param rows those from {@link #next()} on */
    void over(List<AuditRow> rows) {
        for (AuditRow found : rows) {
            if (isOver()) {
                return;
            }
            step(found, rows);
        }
    }

    private void step(AuditRow found, List<AuditRow> rows) {
        if (next > row.lastSequence()) {
            end();
            return;
        }
        if (found.sequence() == next && fits(found)) {
            previous = found.hash();
            next++;
            return;
        }
        boolean elsewhere = rows.stream().anyMatch(this::fits);
        fail(next, elsewhere ? "reordered" : found.sequence() == next ? "edited" : "missing");
    }

    /** Whether this is the entry that belongs at the next place, wherever it stands now. */
    private boolean fits(AuditRow found) {
        return MessageDigest.isEqual(chain.hash(previous, next, found.entry()), found.hash());
    }

    /** There are no more rows. */
    void end() {
        boolean whole = next == row.lastSequence() + 1
                && MessageDigest.isEqual(chain.headMac(next - 1, previous), row.headMac());
        if (!whole) {
            fail(next, "missing");
        } else if (row.highest() > row.lastSequence()) {
            fail(next, "added");
        }
        over = true;
    }

    private void fail(long sequence, String what) {
        fault = Optional.of(AuditVerdict.Fault.at(row.id(), sequence, what));
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** The sequence of the next entry. */
    long next() {
        return next;
    }

    /** What seals a chain that begins behind the walk. */
    byte[] anchorMac() {
        return chain.anchorMac(next, previous);
    }

    byte[] previous() {
        return previous;
    }

    long entries() {
        return row == null ? 0 : next - row.firstSequence();
    }

    Optional<AuditVerdict.Fault> fault() {
        return fault;
    }
}
