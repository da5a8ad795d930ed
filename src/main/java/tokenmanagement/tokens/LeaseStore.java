package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tokenmanagement.clients.Client;
import tokenmanagement.platform.DatabaseFailures;

/**
 * The leases on the rows of {@code tokens}. Each method is one short transaction; leases and due times go by the
 * database's clock.
 *
 * <p>The statement that wins a lease also notes the call that is about to be made. What the last note was left open for
 * is a call whose answer was lost: its node died, or nothing came back.
 */
@Stateless
@Interceptors(DatabaseFailures.class)
public class LeaseStore {
    private static final String CLAIM =
            """
            UPDATE tokens SET lease_owner = ?, lease_until = clock_timestamp() + make_interval(secs => ?),
              fence = fence + 1,
              lost_answer_generation =
                CASE WHEN attempt_generation = generation THEN generation ELSE lost_answer_generation END,
              attempt_generation = generation, attempt_started_at = clock_timestamp()
            """;

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    RefreshPlan plan;

    @Inject
    Clock clock;

    /** Wins the lease of one row, or nothing when another holds it; the row is read after the lease is won. */
    public Optional<Lease> claim(long clientId, String owner) {
        long asked = System.nanoTime();
        int claimed = em.createNativeQuery(
                        CLAIM
                                + """
                        WHERE client_id = ? AND status = 'ACTIVE'
                          AND (lease_until IS NULL OR lease_until < clock_timestamp())
                        """)
                .setParameter(1, owner)
                .setParameter(2, (double) Lease.LENGTH.toSeconds())
                .setParameter(3, clientId)
                .executeUpdate();
        if (claimed == 0) {
            return Optional.empty();
        }
        return em.createQuery(
                        "SELECT c, t FROM Token t JOIN Client c ON c.id = t.clientId WHERE t.clientId = :client",
                        Object[].class)
                .setParameter("client", clientId)
                .getResultStream()
                .map(row -> lease(row, asked))
                .findFirst();
    }

    /**
     * Wins the leases of rows that are due, soonest expiry first; rows that another node is claiming at this moment
     * are passed over.
     *
     * @param owner unique to this call
     */
    public List<Lease> claimDue(String owner, int limit) {
        long asked = System.nanoTime();
        int claimed = em.createNativeQuery(
                        CLAIM
                                + """
                        WHERE id IN (
                          SELECT t.id FROM tokens t JOIN clients c ON c.id = t.client_id
                          WHERE t.status = 'ACTIVE' AND t.next_refresh_at <= clock_timestamp()
                            AND (t.retry_at IS NULL OR t.retry_at <= clock_timestamp())
                            AND (t.lease_until IS NULL OR t.lease_until < clock_timestamp())
                            AND c.is_active
                            AND (c.misconfigured_at IS NULL
                                 OR c.misconfigured_at <= clock_timestamp() - make_interval(secs => ?))
                          ORDER BY t.expires_at LIMIT ? FOR UPDATE OF t SKIP LOCKED)
                        """)
                .setParameter(1, owner)
                .setParameter(2, (double) Lease.LENGTH.toSeconds())
                .setParameter(3, (double) Client.PROBE_INTERVAL.toSeconds())
                .setParameter(4, limit)
                .executeUpdate();
        if (claimed == 0) {
            return List.of();
        }
        return em.createQuery(
                        "SELECT c, t FROM Token t JOIN Client c ON c.id = t.clientId WHERE t.lease.leaseOwner = :owner",
                        Object[].class)
                .setParameter("owner", owner)
                .getResultStream()
                .map(row -> lease(row, asked))
                .toList();
    }

    private static Lease lease(Object[] row, long asked) {
        return Lease.of((Client) row[0], (Token) row[1], asked);
    }

    /**
     * Takes the whole length of a lease again, for one more call under it.
     *
     * @return empty when it has run out and was taken over
     */
    public Optional<Lease> renew(Lease lease) {
        long asked = System.nanoTime();
        int renewed = em.createNativeQuery(
                        """
                                UPDATE tokens SET lease_until = clock_timestamp() + make_interval(secs => ?)
                                WHERE id = ? AND fence = ?
                                """)
                .setParameter(1, (double) Lease.LENGTH.toSeconds())
                .setParameter(2, lease.token().id())
                .setParameter(3, lease.fence())
                .executeUpdate();
        return renewed == 1 ? Optional.of(lease.renewed(asked)) : Optional.empty();
    }

    /** Gives a lease back unused: no call was made under it. */
    public void release(Lease lease) {
        em.createNativeQuery(
                        """
                        UPDATE tokens SET lease_owner = NULL, lease_until = NULL,
                          attempt_generation = NULL, attempt_started_at = NULL
                        WHERE id = ? AND fence = ?
                        """)
                .setParameter(1, lease.token().id())
                .setParameter(2, lease.fence())
                .executeUpdate();
    }

    /** A stored secret of this row cannot be read: nothing is called, nothing overwritten, the timer looks away. */
    public void unreadable(Lease lease) {
        Token token = em.find(Token.class, lease.token().id(), LockModeType.PESSIMISTIC_WRITE);
        boolean stands = token != null && token.fence() == lease.fence() && token.generation() == lease.generation();
        if (stands) {
            token.unreadable(plan.longPause(), clock.instant());
            token.answered();
            token.release();
        }
    }
}
