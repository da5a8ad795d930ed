package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Optional;
import tokenmanagement.clients.Client;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SealedColumn;
import tokenmanagement.security.SecretCipher;

/**
 * The list of grants to revoke: rows of {@code revocations}. Each method is one short transaction, or part of the one
 * that destroys the stored pair.
 *
 * <p>A revocation ends all grants of an account for a whole Google project (Google, OAuth 2.0 for Mobile and Desktop Apps, "Revoking a token"). So none is listed, and no
 * call is made, while another stored pair of the same project and account is not {@code REVOKED}.
 */
@Stateless
@Interceptors(DatabaseFailures.class)
public class RevocationStore {
    @Produces
    static final SealedColumn REFRESH_TOKEN = new SealedColumn("revocations", "refresh_token_ciphertext", "id", "id");

    /** As {@link Lease#LENGTH}, and for the same calls. */
    private static final Duration LEASE = Lease.LENGTH;

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    SecretCipher cipher;

    /**
     * What a node may call now.
     *
     * @param siblingLives a branch was connected since with the same account: the row is off the list, no call is due
     */
    public record Claim(Revocation revocation, boolean siblingLives) {}

    /**
     * Lists a grant of which no copy is kept.
     *
     * @return false when it is kept for a sibling
     */
    public boolean add(Client client, String googleSubject, Secret refreshToken) {
        if (siblingLives(client.googleProject(), googleSubject)) {
            return false;
        }
        em.persist(new Revocation(client, googleSubject, refreshToken, cipher));
        return true;
    }

    /** A refresh that was under way when its branch was disconnected may have brought a new refresh token. */
    public void addLate(Lease lease, TokenResponse response) {
        Optional<Secret> fresh = Optional.empty();
        if (response instanceof TokenResponse.Granted granted) {
            fresh = granted.refreshToken();
        } else if (response instanceof TokenResponse.Unreachable unreachable) {
            fresh = unreachable.refreshToken();
        }
        fresh.ifPresent(refreshToken -> add(lease.client(), lease.token().googleSubject(), refreshToken));
    }

    public boolean isListed(String branchId) {
        return count("SELECT count(*) FROM revocations WHERE branch_id = ?", branchId) > 0;
    }

    private boolean siblingLives(String googleProject, String googleSubject) {
        return count(
                        """
                        SELECT count(*) FROM tokens t JOIN clients c ON c.id = t.client_id
                        WHERE t.google_subject = ? AND t.status <> 'REVOKED' AND split_part(c.client_id, '-', 1) = ?
                        """,
                        googleSubject,
                        googleProject)
                > 0;
    }

    private long count(String sql, String... parameters) {
        var query = em.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return ((Number) query.getSingleResult()).longValue();
    }

    /**
     * Takes the lease of the row that is due first; rows that another node is taking at this moment are passed over.
     *
     * @param owner unique to this call
     */
    public Optional<Claim> claim(String owner) {
        int claimed = em.createNativeQuery(
                        """
                        UPDATE revocations SET lease_owner = ?, attempts = attempts + 1,
                                               lease_until = clock_timestamp() + make_interval(secs => ?)
                        WHERE id = (
                          SELECT id FROM revocations
                          WHERE next_attempt_at <= clock_timestamp()
                            AND (lease_until IS NULL OR lease_until < clock_timestamp())
                          ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        """)
                .setParameter(1, owner)
                .setParameter(2, (double) LEASE.toSeconds())
                .executeUpdate();
        if (claimed == 0) {
            return Optional.empty();
        }
        Revocation revocation =
                (Revocation) em.createNativeQuery("SELECT * FROM revocations WHERE lease_owner = ?", Revocation.class)
                        .setParameter(1, owner)
                        .getSingleResult();
        boolean siblingLives = siblingLives(revocation.googleProject(), revocation.googleSubject());
        if (siblingLives) {
            done(revocation);
        }
        return Optional.of(new Claim(revocation, siblingLives));
    }

    /** Off the list, and the ciphertext with it. */
    public void done(Revocation revocation) {
        em.createNativeQuery("DELETE FROM revocations WHERE id = ?")
                .setParameter(1, revocation.id())
                .executeUpdate();
    }

    /** Stays on the list. */
    public void failed(Revocation revocation, String error, Duration pause) {
        em.createNativeQuery("UPDATE revocations SET last_error = ?, lease_owner = NULL, lease_until = NULL,"
                        + " next_attempt_at = clock_timestamp() + make_interval(secs => ?) WHERE id = ?")
                .setParameter(1, error)
                .setParameter(2, pause.toMillis() / 1000.0)
                .setParameter(3, revocation.id())
                .executeUpdate();
    }
}
