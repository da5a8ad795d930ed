package tokenmanagement.clients;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import tokenmanagement.platform.DatabaseFailures;

/** The rows of {@code connect_links}. Each method is one short transaction. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class ConnectLinkStore {
    /** Links of one client that may wait for their use at once; an older one is forgotten (ASVS 15.2.2). */
    static final int MOST_PENDING = 20;

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    /**
     * Stores the link, and sweeps out some that have expired, so that unused links never pile up.
     *
     * @return false when the client is gone meanwhile
     */
    public boolean save(ConnectLink link, long clientId, Instant expiresAt) {
        em.createNativeQuery(
                        """
                        DELETE FROM connect_links WHERE link_hash IN (
                          SELECT link_hash FROM connect_links WHERE expires_at < clock_timestamp()
                          LIMIT 100 FOR UPDATE SKIP LOCKED)
                        """)
                .executeUpdate();
        em.createNativeQuery(
                        """
                        DELETE FROM connect_links WHERE link_hash IN (
                          SELECT link_hash FROM connect_links WHERE client_id = ?
                          ORDER BY created_at DESC OFFSET ? FOR UPDATE SKIP LOCKED)
                        """)
                .setParameter(1, clientId)
                .setParameter(2, MOST_PENDING - 1)
                .executeUpdate();
        return em.createNativeQuery(
                                """
                                INSERT INTO connect_links (link_hash, client_id, expires_at)
                                SELECT ?, id, ? FROM clients WHERE id = ? AND is_active
                                """)
                        .setParameter(1, link.hash())
                        .setParameter(2, Timestamp.from(expiresAt))
                        .setParameter(3, clientId)
                        .executeUpdate()
                == 1;
    }

    /** Takes the link out for good, if it is this client's and has time left; of two who open it at once one gets it. */
    public boolean consume(ConnectLink link, long clientId) {
        return em.createNativeQuery("DELETE FROM connect_links WHERE link_hash = ? AND client_id = ?"
                                + " AND expires_at > clock_timestamp()")
                        .setParameter(1, link.hash())
                        .setParameter(2, clientId)
                        .executeUpdate()
                == 1;
    }
}
