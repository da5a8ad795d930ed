package tokenmanagement.tokens;

import java.time.Duration;
import tokenmanagement.clients.Client;

/**
 * The short right of one node to refresh one row, with the row as it was read after the right was won.
 *
 * @param fence the row's count of leases: a newer one means that this one has run out and been taken over
 * @param generation the parent of what the refresh will bring
 * @param askedAt this node's monotonic clock, nanoseconds, before the row was asked for: the database counts from later
 */
public record Lease(Client client, Token token, long fence, long generation, long askedAt) {
    /** Longer than the longest call (30 s), the commit and a pause of the JVM together. */
    static final Duration LENGTH = Duration.ofSeconds(45);

    /** What a call, its commit and a pause of the JVM may take together. */
    private static final Duration CALL = Duration.ofSeconds(35);

    static Lease of(Client client, Token token, long askedAt) {
        return new Lease(client, token, token.fence(), token.generation(), askedAt);
    }

    boolean isHeld(long nanoTime) {
        return nanoTime - askedAt < LENGTH.toNanos();
    }

    Lease renewed(long askedAt) {
        return new Lease(client, token, fence, generation, askedAt);
    }

    boolean outlastsACall() {
        return outlastsACall(System.nanoTime());
    }

    /** Whether enough of it is left for a call: in a queue, or in a pause of the JVM, a lease runs out unseen. */
    boolean outlastsACall(long nanoTime) {
        return nanoTime - askedAt < LENGTH.minus(CALL).toNanos();
    }
}
