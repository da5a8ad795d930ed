package tokenmanagement.security;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import tokenmanagement.platform.DatabaseFailures;

/**
 * The row of {@code administrator_sign_outs}: how often an administrator has ended every session of the console. All
 * nodes count the same, whatever their clocks say.
 */
@Stateless
@Interceptors(DatabaseFailures.class)
public class SignOutStore {
    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    /** One read of a table of at most one row. */
    public long count() {
        Object count = em.createNativeQuery("SELECT COALESCE(max(count), 0) FROM administrator_sign_outs")
                .getSingleResult();
        return ((Number) count).longValue();
    }

    public void add() {
        em.createNativeQuery(
                        """
                        INSERT INTO administrator_sign_outs AS row (count, last_at) VALUES (1, clock_timestamp())
                        ON CONFLICT (one_row) DO UPDATE SET count = row.count + 1, last_at = clock_timestamp()
                        """)
                .executeUpdate();
    }
}
