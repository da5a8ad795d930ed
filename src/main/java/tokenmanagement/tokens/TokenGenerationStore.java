package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.platform.Sha256;

/** The history of the stored pairs, without a secret: written in the transaction that stores the pair. */
@Stateless
@Interceptors(DatabaseFailures.class)
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class TokenGenerationStore {
    /** Rows kept for each client: about four days of hourly refreshes. */
    static final int KEPT = 100;

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    public void add(Token token, TokenResponse.Granted granted, Cause cause, String node) {
        em.createNativeQuery(
                        """
                        INSERT INTO token_generations (client_id, generation, cause, node, created_at, latency_ms,
                                                       http_status, access_token_sha256)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .setParameter(1, token.clientId())
                .setParameter(2, token.generation())
                .setParameter(3, cause.word())
                .setParameter(4, node)
                .setParameter(5, Timestamp.from(granted.sentAt().plus(granted.latency())))
                .setParameter(6, granted.latency().toMillis())
                .setParameter(7, granted.status().orElse(null))
                .setParameter(8, Sha256.hex(granted.accessToken().reveal()))
                .executeUpdate();
        em.createNativeQuery("DELETE FROM token_generations WHERE client_id = ? AND generation <= ?")
                .setParameter(1, token.clientId())
                .setParameter(2, token.generation() - KEPT)
                .executeUpdate();
    }

    /** At most {@link #KEPT} of them. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<TokenGeneration> newestFirst(long clientId) {
        List<?> rows = em.createNativeQuery(
                        """
                        SELECT generation, created_at, cause, node, latency_ms, http_status, access_token_sha256
                        FROM token_generations WHERE client_id = ? ORDER BY generation DESC LIMIT ?
                        """)
                .setParameter(1, clientId)
                .setParameter(2, KEPT)
                .getResultList();
        return rows.stream().map(row -> generation((Object[]) row)).toList();
    }

    private static TokenGeneration generation(Object[] row) {
        return new TokenGeneration(
                ((Number) row[0]).longValue(),
                ((Timestamp) row[1]).toInstant(),
                (String) row[2],
                (String) row[3],
                ((Number) row[4]).longValue(),
                Optional.ofNullable((Integer) row[5]),
                (String) row[6]);
    }
}
