package tokenmanagement.clients;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        return matching("SELECT v", " AND v.id > :after ORDER BY v.id", search, ClientView.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    public List<ClientView> page(
            ClientSearch search, ClientSearch.Order order, boolean ascending, int first, int size) {
        String direction = ascending ? " ASC" : " DESC";
        String ordered = " ORDER BY v." + order.attribute() + direction + " NULLS LAST, v.id";
        return matching("SELECT v", ordered, search, ClientView.class)
                .setFirstResult(first)
                .setMaxResults(size)
                .getResultList();
    }

    public long count(ClientSearch search) {
        return matching("SELECT COUNT(v)", "", search, Long.class).getSingleResult();
    }

    private <T> TypedQuery<T> matching(String selection, String rest, ClientSearch search, Class<T> type) {
        List<String> limits = search.limitPatterns();
        TypedQuery<T> query = em.createQuery(selection + MATCHING + within(limits.size()) + rest, type)
                .setParameter("state", search.state().map(ClientState::word).orElse(""))
                .setParameter("text", search.pattern());
        for (int i = 0; i < limits.size(); i++) {
            query.setParameter("limit" + i, limits.get(i));
        }
        return query;
    }

    private static String within(int limits) {
        return limits == 0
                ? ""
                : IntStream.range(0, limits)
                        .mapToObj(i -> "v.branchId LIKE :limit" + i + " ESCAPE '\\'")
                        .collect(Collectors.joining(" OR ", " AND (", ")"));
    }
}
