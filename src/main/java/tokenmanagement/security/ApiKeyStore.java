package tokenmanagement.security;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.DatabaseFailures;

/** The rows of {@code api_keys}. Each method is one short transaction. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class ApiKeyStore {
    /** So that a caller can change its key without an outage, and forgotten keys do not pile up. */
    static final int MOST_ACTIVE = 2;

    private static final String ACTIVE = "revoked_at IS NULL AND expires_at > clock_timestamp()";

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    /**
     * Stores the key, or nothing when its caller has two that are active. Sweeps out what ended three months ago: until
     * then a list shows it.
     */
    public Optional<ApiKey> create(ApiKeyRequest request, KeyHasher.KeyHash hash, String createdBy) {
        em.createNativeQuery(
                        "DELETE FROM api_keys WHERE LEAST(revoked_at, expires_at) < clock_timestamp() - interval '90 days'")
                .executeUpdate();
        // after the DELETE: a read that comes first is not in the transaction, and would hold no lock
        em.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('api_keys ' || ?, 0))")
                .setParameter(1, request.name())
                .getSingleResult();
        int inserted = em.createNativeQuery(
                        """
                        INSERT INTO api_keys (name, key_hash, ring_key_id, scopes, branches, created_by, expires_at)
                        SELECT ?, ?, ?, ?, CAST(? AS text), ?, ?
                        WHERE (SELECT count(*) FROM api_keys WHERE name = ? AND %s) < ?
                        """
                                .formatted(ACTIVE))
                .setParameter(1, request.name())
                .setParameter(2, hash.text())
                .setParameter(3, hash.ringKeyId())
                .setParameter(4, ApiKey.stored(request.scopes()))
                .setParameter(5, ApiKey.stored(request.limits()))
                .setParameter(6, createdBy)
                .setParameter(7, Timestamp.from(request.expiresAt()))
                .setParameter(8, request.name())
                .setParameter(9, MOST_ACTIVE)
                .executeUpdate();
        return inserted == 1 ? find(List.of(hash)) : Optional.empty();
    }

    /** One indexed read. */
    public Optional<ApiKey> find(List<KeyHasher.KeyHash> hashes) {
        return em
                .createQuery("SELECT k FROM ApiKey k WHERE k.keyHash IN :hashes", ApiKey.class)
                .setParameter(
                        "hashes", hashes.stream().map(KeyHasher.KeyHash::text).toList())
                .getResultList()
                .stream()
                .findFirst();
    }

    public Optional<ApiKey> find(long id) {
        return Optional.ofNullable(em.find(ApiKey.class, id));
    }

    public List<ApiKey> all() {
        return em.createQuery("SELECT k FROM ApiKey k ORDER BY k.id", ApiKey.class)
                .getResultList();
    }

    public List<ApiKeySummary> summaries() {
        return all().stream().map(ApiKey::summary).toList();
    }

    /** A key that is revoked already stays so from the first time on. */
    public void revoke(long id) {
        em.createNativeQuery("UPDATE api_keys SET revoked_at = clock_timestamp() WHERE id = ? AND revoked_at IS NULL")
                .setParameter(1, id)
                .executeUpdate();
    }

    /**
     * Notes that the key was used now, under the hash of the primary key. Of many requests at once one does so, and
     * none waits for it.
     */
    public void used(long id, KeyHasher.KeyHash primary) {
        em.createNativeQuery(
                        """
                        UPDATE api_keys SET last_used_at = clock_timestamp(), key_hash = ?, ring_key_id = ?
                        WHERE id = (
                          SELECT id FROM api_keys
                          WHERE id = ? AND (last_used_at IS NULL
                                            OR last_used_at < clock_timestamp() - make_interval(secs => ?))
                          FOR UPDATE SKIP LOCKED)
                        """)
                .setParameter(1, primary.text())
                .setParameter(2, primary.ringKeyId())
                .setParameter(3, id)
                .setParameter(4, (double) ApiKey.HASHED_EVERY.toSeconds())
                .executeUpdate();
    }
}
