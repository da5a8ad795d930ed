package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tokenmanagement.platform.DatabaseFailures;

/** Counts over {@code tokens}: one pass, which a timer makes, never a request. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class GrantFiguresStore {
    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    /**
     * @param grants rows by status; a status that is missing has none
     * @param due active rows whose refresh is due, those that wait out a failure included
     */
    public record Count(Optional<Map<Token.Status, Long>> grants, double due, double overdueSeconds) {
        static final Count UNKNOWN = new Count(Optional.empty(), Double.NaN, Double.NaN);

        double of(Token.Status status) {
            return grants.map(rows -> (double) rows.getOrDefault(status, 0L)).orElse(Double.NaN);
        }
    }

    public Count count() {
        Map<Token.Status, Long> grants = new EnumMap<>(Token.Status.class);
        List<?> rows = em.createNativeQuery("SELECT status, count(*) FROM tokens GROUP BY status")
                .getResultList();
        rows.stream()
                .map(row -> (Object[]) row)
                .forEach(row -> grants.put(Token.Status.valueOf((String) row[0]), ((Number) row[1]).longValue()));
        Object[] due = (Object[]) em.createNativeQuery(
                        """
                        SELECT count(*), CAST(COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - min(t.next_refresh_at)), 0)
                                              AS double precision)
                        FROM tokens t JOIN clients c ON c.id = t.client_id
                        WHERE t.status = 'ACTIVE' AND t.next_refresh_at <= clock_timestamp() AND c.is_active
                        """)
                .getSingleResult();
        return new Count(Optional.of(grants), ((Number) due[0]).doubleValue(), ((Number) due[1]).doubleValue());
    }
}
