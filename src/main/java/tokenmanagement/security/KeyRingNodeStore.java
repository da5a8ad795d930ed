package tokenmanagement.security;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import tokenmanagement.platform.DatabaseFailures;

/** Which key each running node encrypts with: the rows of {@code key_ring_nodes}. Each method is one short transaction. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class KeyRingNodeStore {
    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    /** Says that the node runs; forgets nodes that have said nothing for a day. */
    public void alive(String node, int primaryKeyId) {
        em.createNativeQuery(
                        """
                        INSERT INTO key_ring_nodes (node, primary_key_id) VALUES (?, ?)
                        ON CONFLICT (node) DO UPDATE SET seen_at = clock_timestamp()
                        """)
                .setParameter(1, node)
                .setParameter(2, primaryKeyId)
                .executeUpdate();
        em.createNativeQuery("DELETE FROM key_ring_nodes WHERE seen_at < clock_timestamp() - interval '1 day'")
                .executeUpdate();
    }

    public void left(String node) {
        em.createNativeQuery("DELETE FROM key_ring_nodes WHERE node = ?")
                .setParameter(1, node)
                .executeUpdate();
    }

    /** Whether every node that runs encrypts with this key. A minute without a word means that a node is gone. */
    public boolean agreeOn(int primaryKeyId) {
        Number others = (Number) em.createNativeQuery(
                        """
                        SELECT count(*) FROM key_ring_nodes
                        WHERE primary_key_id <> ? AND seen_at > clock_timestamp() - interval '60 seconds'
                        """)
                .setParameter(1, primaryKeyId)
                .getSingleResult();
        return others.longValue() == 0;
    }
}
