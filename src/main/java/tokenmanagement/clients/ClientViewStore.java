package tokenmanagement.clients;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.DatabaseFailures;

/** Lists registrations; the database searches, sorts and pages. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class ClientViewStore {
    private static final String MATCHING =
            """
             FROM ClientView v WHERE (:state = '' OR v.state = :state)
              AND (:text = '%%' OR LOWER(v.branchId) LIKE :text ESCAPE '\\'
                   OR LOWER(v.workspaceEmail) LIKE :text ESCAPE '\\'
                   OR LOWER(v.workspaceName) LIKE :text ESCAPE '\\'
                   OR LOWER(v.googleClientId) LIKE :text ESCAPE '\\')
            """;

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    public Optional<ClientView> find(long id) {
        return Optional.ofNullable(em.find(ClientView.class, id));
    }

    /** The next {@code limit} registrations by id, behind the one with the id {@code after}. */
    public List<ClientView> after(long after, int limit, ClientSearch search) {
        return matching("SELECT v" + MATCHING + " AND v.id > :after ORDER BY v.id", search, ClientView.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    public List<ClientView> page(
            ClientSearch search, ClientSearch.Order order, boolean ascending, int first, int size) {
        String direction = ascending ? " ASC" : " DESC";
        String jpql = "SELECT v" + MATCHING + " ORDER BY v." + order.attribute() + direction + " NULLS LAST, v.id";
        return matching(jpql, search, ClientView.class)
                .setFirstResult(first)
                .setMaxResults(size)
                .getResultList();
    }

    public long count(ClientSearch search) {
        return matching("SELECT COUNT(v)" + MATCHING, search, Long.class).getSingleResult();
    }

    private <T> TypedQuery<T> matching(String jpql, ClientSearch search, Class<T> type) {
        return em.createQuery(jpql, type)
                .setParameter("state", search.state().map(ClientState::word).orElse(""))
                .setParameter("text", search.pattern());
    }
}
