package tokenmanagement.oauth;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.security.SealedColumn;

/** The rows of {@code authorization_requests}. Each method is one short transaction. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class AuthorizationRequestStore {
    @Produces
    static final SealedColumn CODE_VERIFIER =
            new SealedColumn("authorization_requests", "code_verifier_ciphertext", "state_hash", "state_hash");

    /**
     * Consents of one client that strangers may have under way at once; an older one is forgotten (ASVS 15.2.2). Those
     * that somebody vouched for are not: a stranger must not be able to stop them.
     */
    static final int MOST_PENDING = 100;

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    /** Stores the request, and sweeps out some that have expired, so that unfinished consents never pile up. */
    public void save(AuthorizationRequest request) {
        em.createNativeQuery(
                        """
                        DELETE FROM authorization_requests WHERE state_hash IN (
                          SELECT state_hash FROM authorization_requests WHERE expires_at < clock_timestamp()
                          LIMIT 100 FOR UPDATE SKIP LOCKED)
                        """)
                .executeUpdate();
        em.createNativeQuery(
                        """
                        DELETE FROM authorization_requests WHERE state_hash IN (
                          SELECT state_hash FROM authorization_requests WHERE client_id = ? AND vouched_by = 'NOBODY'
                          ORDER BY created_at DESC OFFSET ? FOR UPDATE SKIP LOCKED)
                        """)
                .setParameter(1, request.clientId())
                .setParameter(2, MOST_PENDING - 1)
                .executeUpdate();
        em.persist(request);
    }

    /** Takes the request out for good; of two callbacks with the same state one gets it (RFC 9700 §4.2.4). */
    public Optional<AuthorizationRequest> consume(String stateHash) {
        Optional<AuthorizationRequest> request = Optional.ofNullable(em.find(AuthorizationRequest.class, stateHash));
        int deleted = em.createNativeQuery("DELETE FROM authorization_requests WHERE state_hash = ?")
                .setParameter(1, stateHash)
                .executeUpdate();
        return deleted == 1 ? request : Optional.empty();
    }
}
