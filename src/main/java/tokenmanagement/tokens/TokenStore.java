package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.security.SealedColumn;
import tokenmanagement.security.SecretCipher;

/** The rows of {@code tokens}. Each method is one short transaction; leases and due times go by the database's clock. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class TokenStore {
    @Produces
    static final SealedColumn ACCESS_TOKEN = sealed("access_token_ciphertext");

    @Produces
    static final SealedColumn REFRESH_TOKEN = sealed("refresh_token_ciphertext");

    /** Longer than the longest call (30 s), the commit and a pause of the JVM together. */
    static final Duration LEASE = Duration.ofSeconds(45);

    private static final String FREE = "(lease_until IS NULL OR lease_until < clock_timestamp())";

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    SecretCipher cipher;

    @Inject
    RefreshPlan plan;

    @Inject
    Clock clock;

    @Inject
    TokenGenerationStore generations;

    @Inject
    ClientStore clients;

    private static SealedColumn sealed(String column) {
        return new SealedColumn("tokens", column, "id", "CAST(client_id AS text)");
    }

    public Optional<BranchToken> find(String branchId) {
        return found(em.createQuery(
                        "SELECT c, t FROM Client c LEFT JOIN Token t ON t.clientId = c.id WHERE c.branchId = :branch",
                        Object[].class)
                .setParameter("branch", branchId)
                .getResultList());
    }

    public Optional<BranchToken> find(long clientId) {
        return found(em.createQuery(
                        "SELECT c, t FROM Client c LEFT JOIN Token t ON t.clientId = c.id WHERE c.id = :id",
                        Object[].class)
                .setParameter("id", clientId)
                .getResultList());
    }

    private static Optional<BranchToken> found(List<Object[]> rows) {
        return rows.stream()
                .findFirst()
                .map(row -> new BranchToken((Client) row[0], Optional.ofNullable((Token) row[1])));
    }

    /** Wins the lease of one row, or nothing when another holds it; the row is read after the lease is won. */
    public Optional<Lease> claim(long clientId, String owner) {
        int claimed = em.createNativeQuery(
                        "UPDATE tokens SET lease_owner = ?, lease_until = clock_timestamp() + make_interval(secs => ?),"
                                + " fence = fence + 1 WHERE client_id = ? AND status = 'ACTIVE' AND " + FREE)
                .setParameter(1, owner)
                .setParameter(2, (double) LEASE.toSeconds())
                .setParameter(3, clientId)
                .executeUpdate();
        if (claimed == 0) {
            return Optional.empty();
        }
        return find(clientId).map(row -> Lease.of(row.client(), row.token().orElseThrow()));
    }

    /**
     * Wins the leases of rows that are due, soonest expiry first; rows that another node is claiming at this moment
     * are passed over.
     *
     * @param owner unique to this call
     */
    public List<Lease> claimDue(String owner, int limit) {
        int claimed = em.createNativeQuery(
                        """
                        UPDATE tokens SET lease_owner = ?, lease_until = clock_timestamp() + make_interval(secs => ?),
                                          fence = fence + 1
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
                .setParameter(2, (double) LEASE.toSeconds())
                .setParameter(3, (double) Client.PROBE_INTERVAL.toSeconds())
                .setParameter(4, limit)
                .executeUpdate();
        if (claimed == 0) {
            return List.of();
        }
        return em
                .createQuery(
                        "SELECT c, t FROM Token t JOIN Client c ON c.id = t.clientId WHERE t.leaseOwner = :owner",
                        Object[].class)
                .setParameter("owner", owner)
                .getResultList()
                .stream()
                .map(row -> Lease.of((Client) row[0], (Token) row[1]))
                .toList();
    }

    /**
     * Writes down what a refresh brought, and gives the lease back.
     *
     * <p>A success is the truth about the successor of its parent generation, whoever holds the lease by now. A failure
     * is worth writing only while both the lease and the generation still stand: otherwise it may be the echo of
     * another node's success.
     */
    public Optional<BranchToken> record(Lease lease, TokenResponse response, Cause cause, String node) {
        // the registration first, as in connect: in the other order the two would wait for each other
        Client client = em.find(Client.class, lease.client().id(), LockModeType.PESSIMISTIC_WRITE);
        Token token = em.find(Token.class, lease.token().id(), LockModeType.PESSIMISTIC_WRITE);
        if (client == null || token == null) {
            return Optional.empty();
        }
        boolean current = token.generation() == lease.generation();
        boolean holdsLease = token.fence() == lease.fence();
        if (current && response instanceof TokenResponse.Granted granted) {
            token.granted(granted, cipher, plan, Scopes.covering(lease.client().scopes()));
            generations.add(token, granted, cause, node);
            clients.accepted(token.clientId());
        } else if (current && holdsLease && response instanceof TokenResponse.Refused refused) {
            refused(token, refused);
        } else if (current && response instanceof TokenResponse.Unreachable unreachable) {
            unreachable.refreshToken().ifPresent(fresh -> token.keep(fresh, cipher));
            if (holdsLease) {
                failed(token, unreachable);
            }
        }
        if (holdsLease) {
            token.release();
        }
        em.flush();
        em.refresh(client);
        return Optional.of(new BranchToken(client, Optional.of(token)));
    }

    private void failed(Token token, TokenResponse.Unreachable unreachable) {
        Duration pause = unreachable.retryAfter().orElseGet(() -> plan.pause(token.failures()));
        token.unreachable(unreachable.error(), pause, clock.instant());
    }

    private void refused(Token token, TokenResponse.Refused refused) {
        switch (refused.reason()) {
            case GRANT, PERSON -> token.refused(refused.errorSubtype().orElse(refused.error()), plan, clock.instant());
            case REQUEST -> token.unreachable(refused.error(), plan.longPause(), clock.instant());
            // the registration is broken, the grant below it is not
            case CLIENT -> clients.misconfigured(token.clientId(), refused.error());
        }
    }

    /** Gives a lease back unused. */
    public void release(Lease lease) {
        em.createNativeQuery("UPDATE tokens SET lease_owner = NULL, lease_until = NULL WHERE id = ? AND fence = ?")
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
            token.release();
        }
    }

    /**
     * Stores what a consent brought.
     *
     * @return empty when the registration is gone, inactive or was changed since the
     *     consent was started
     */
    public Optional<Connection> connect(Consent consent, String node) {
        Client client = em.find(Client.class, consent.clientId(), LockModeType.PESSIMISTIC_WRITE);
        if (client == null || !client.isActive() || client.version() != consent.clientVersion()) {
            return Optional.empty();
        }
        Token token = em.createQuery("SELECT t FROM Token t WHERE t.clientId = :client", Token.class)
                .setParameter("client", consent.clientId())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> new Token(consent.clientId()));
        boolean accountChanged = token.connected(consent, cipher, plan);
        em.persist(token);
        generations.add(token, consent.granted(), Cause.CONNECT, node);
        clients.accepted(client.id());
        return Optional.of(new Connection(token.expiresAt(), accountChanged));
    }
}
