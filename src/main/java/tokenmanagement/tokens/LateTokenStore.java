package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Sha256;
import tokenmanagement.security.SealedColumn;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/**
 * New refresh tokens that came too late: another answer was stored before them. Which of the two the authorization
 * server holds for the right one is only known when one of them is used, so they are kept until the stored one has
 * proven itself in a refresh, or a person has decided: connected or disconnected the branch.
 */
@Stateless
@Interceptors(DatabaseFailures.class)
public class LateTokenStore {
    @Produces
    static final SealedColumn REFRESH_TOKEN =
            new SealedColumn("late_refresh_tokens", "refresh_token_ciphertext", "id", "client_id || '/' || fence");

    private static final Logger LOG = Logger.getLogger(LateTokenStore.class.getName());

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    SecretCipher cipher;

    private static SecretCipher.Place place(long clientId, long fence) {
        return new SecretCipher.Place("late_refresh_tokens", "refresh_token_ciphertext", clientId + "/" + fence);
    }

    /**
     * Keeps the new refresh token of an answer, if it has one. Not of an answer that is in the history already, as when
     * its commit is repeated, and not of one that was asked for before a person connected the branch anew.
     */
    public void keep(Lease lease, TokenResponse response) {
        if (response instanceof TokenResponse.Granted granted) {
            granted.refreshToken()
                    .ifPresent(fresh ->
                            keep(lease, fresh, Sha256.hex(granted.accessToken().reveal())));
        } else if (response instanceof TokenResponse.Unreachable unreachable) {
            unreachable.refreshToken().ifPresent(fresh -> keep(lease, fresh, ""));
        }
    }

    private void keep(Lease lease, Secret refreshToken, String accessTokenSha256) {
        long clientId = lease.client().id();
        int kept = em.createNativeQuery(
                        """
                        INSERT INTO late_refresh_tokens (client_id, fence, parent_generation, refresh_token_ciphertext)
                        SELECT CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bytea)
                        WHERE NOT EXISTS (SELECT 1 FROM token_generations WHERE client_id = ? AND generation > ?
                                          AND (cause = 'connect' OR access_token_sha256 = ?))
                        ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, clientId)
                .setParameter(2, lease.fence())
                .setParameter(3, lease.generation())
                .setParameter(4, cipher.encrypt(refreshToken, place(clientId, lease.fence())))
                .setParameter(5, clientId)
                .setParameter(6, lease.generation())
                .setParameter(7, accessTokenSha256)
                .executeUpdate();
        if (kept == 1) {
            LOG.log(Level.WARNING, "late refresh token kept branch={0} parent_generation={1}", new Object[] {
                lease.client().branchId(), lease.generation()
            });
        }
    }

    /** Newest first. One that cannot be read stays where it is, and keeps nobody from trying the others. */
    public List<Secret> newestFirst(long clientId) {
        List<Secret> found = new ArrayList<>();
        List<?> rows = em.createNativeQuery(
                        """
                        SELECT fence, refresh_token_ciphertext FROM late_refresh_tokens WHERE client_id = ?
                        ORDER BY parent_generation DESC, fence DESC
                        """)
                .setParameter(1, clientId)
                .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            try {
                found.add(cipher.decrypt((byte[]) columns[1], place(clientId, ((Number) columns[0]).longValue())));
            } catch (Undecryptable e) {
                LOG.log(Level.SEVERE, "late refresh token unreadable client=" + clientId, e);
            }
        }
        return found;
    }

    public void drop(long clientId) {
        em.createNativeQuery("DELETE FROM late_refresh_tokens WHERE client_id = ?")
                .setParameter(1, clientId)
                .executeUpdate();
    }
}
