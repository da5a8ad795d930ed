package tokenmanagement.security;

import jakarta.ejb.Stateless;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tokenmanagement.platform.DatabaseFailures;

/** The ciphertexts of every {@link SealedColumn}, whatever room owns them. Each method is one short transaction. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class SealedColumnStore {
    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    /**
     * One row as the walk meets it.
     *
     * @param key its primary key
     * @param row its name in the {@link SecretCipher.Place}
     * @param ciphertext empty when there is none to be written anew
     */
    public record Sealed(Object key, String row, Optional<byte[]> ciphertext) {}

    /** A ciphertext, and what shall stand in its place. */
    public record Renewed(Object key, byte[] old, byte[] fresh) {}

    /** How many ciphertexts begin with which prefix: it names their key. Reads the whole table once. */
    public Map<String, Long> countByPrefix(SealedColumn column) {
        String sql =
                "SELECT encode(substring(%s from 1 for %d), 'hex'), count(*) FROM %s WHERE %1$s IS NOT NULL GROUP BY 1"
                        .formatted(column.column(), KeyRing.PREFIX_BYTES, column.table());
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Object[] row : rows(em.createNativeQuery(sql))) {
            counts.put((String) row[0], ((Number) row[1]).longValue());
        }
        return counts;
    }

    /** The ciphertexts of the rows that came last. */
    public List<Sealed> newest(SealedColumn column, int most) {
        // by the table's own column: CAST(id AS text) is called id, too
        String sql = "SELECT %s, %s, %s FROM %s WHERE %3$s IS NOT NULL ORDER BY %4$s.%1$s DESC LIMIT ?"
                .formatted(column.key(), column.row(), column.column(), column.table());
        return sealed(em.createNativeQuery(sql).setParameter(1, most));
    }

    /**
     * The next rows by primary key, with the ciphertexts that do not begin with this prefix.
     *
     * @param after the last key of the window before; empty at the beginning
     */
    public List<Sealed> window(SealedColumn column, Optional<Object> after, byte[] prefix, int size) {
        String sql =
                """
                SELECT %s, %s, CASE WHEN substring(%s from 1 for %d) <> ? THEN %3$s END
                FROM %s %s ORDER BY %5$s.%1$s LIMIT ?
                """
                        .formatted(
                                column.key(),
                                column.row(),
                                column.column(),
                                KeyRing.PREFIX_BYTES,
                                column.table(),
                                after.isPresent() ? "WHERE " + column.key() + " > ?" : "");
        Query query = em.createNativeQuery(sql).setParameter(1, prefix);
        after.ifPresent(key -> query.setParameter(2, key));
        return sealed(query.setParameter(after.isPresent() ? 3 : 2, size));
    }

    /**
     * Writes ciphertexts anew that still are what was read: a refresh that stored another one meanwhile has won. A row
     * that somebody holds is left for the next walk, so nobody waits for anybody here.
     *
     * @return how many were written
     */
    public int replace(SealedColumn column, List<Renewed> batch) {
        String sql =
                """
                UPDATE %s SET %s = ? WHERE %s = (
                  SELECT %3$s FROM %1$s WHERE %3$s = ? AND %2$s = ? FOR NO KEY UPDATE SKIP LOCKED)
                """
                        .formatted(column.table(), column.column(), column.key());
        int written = 0;
        for (Renewed renewed : batch) {
            written += em.createNativeQuery(sql)
                    .setParameter(1, renewed.fresh())
                    .setParameter(2, renewed.key())
                    .setParameter(3, renewed.old())
                    .executeUpdate();
        }
        return written;
    }

    private static List<Sealed> sealed(Query query) {
        return rows(query).stream()
                .map(row -> new Sealed(row[0], (String) row[1], Optional.ofNullable((byte[]) row[2])))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }
}
