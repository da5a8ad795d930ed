package tokenmanagement.security;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.platform.DatabaseMigration;

/**
 * Reads the audit trail, and cuts off what is old. Each method is one short transaction.
 *
 * <p>Plain JDBC: rows that are never changed, compared by a row of columns, are nothing for an entity.
 */
@Stateless
@Interceptors(DatabaseFailures.class)
public class AuditStore {
    @Produces
    static final SealedColumn CHAIN_KEY = new SealedColumn("audit_chains", "key_ciphertext", "id", "CAST(id AS text)");

    /** Steps from chain to chain, however many entries there are. */
    private static final String CHAINS =
            """
            WITH RECURSIVE written (chain) AS (
              (SELECT min(chain) FROM audit_entries)
              UNION ALL
              SELECT (SELECT min(chain) FROM audit_entries WHERE chain > w.chain) FROM written w WHERE w.chain IS NOT NULL)
            SELECT chain FROM written WHERE chain IS NOT NULL UNION SELECT id FROM audit_chains ORDER BY 1
            """;

    @Resource(lookup = DatabaseMigration.DATA_SOURCE)
    DataSource dataSource;

    /** Newest first. */
    public List<AuditRow> search(AuditSearch search, int limit) {
        AuditSearch.Where where = search.where();
        List<Object> values = new ArrayList<>(where.values());
        values.add(limit);
        return query(
                "SELECT " + AuditRow.COLUMNS + " FROM audit_entries" + where.sql()
                        + " ORDER BY at DESC, chain DESC, sequence DESC LIMIT ?",
                AuditRow::of,
                values.toArray());
    }

    /** The numbers of all chains, also of those that only have entries. */
    public List<Long> chains() {
        return query(CHAINS, row -> row.getLong(1));
    }

    public Optional<AuditChainRow> chain(long id) {
        return query(AuditChainRow.SELECT, AuditChainRow::of, id).stream().findFirst();
    }

    /** The next entries of a chain in their order. */
    public List<AuditRow> rows(long chain, long fromSequence, int limit) {
        return query(
                "SELECT " + AuditRow.COLUMNS + " FROM audit_entries WHERE chain = ? AND sequence >= ?"
                        + " ORDER BY sequence LIMIT ?",
                AuditRow::of,
                chain,
                fromSequence,
                limit);
    }

    /** Lets a chain begin later, unless another node has done so meanwhile. */
    public boolean cut(AuditChainRow chain, long firstSequence, byte[] anchorHash, byte[] anchorMac) {
        int moved = update(
                "UPDATE audit_chains SET first_sequence = ?, anchor_hash = ?, anchor_mac = ?"
                        + " WHERE id = ? AND first_sequence = ?",
                firstSequence,
                anchorHash,
                anchorMac,
                chain.id(),
                chain.firstSequence());
        if (moved == 1) {
            update("DELETE FROM audit_entries WHERE chain = ? AND sequence < ?", chain.id(), firstSequence);
        }
        return moved == 1;
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reader<T> reader, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("the audit trail could not be read", e);
        }
    }

    private int update(String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the audit trail could not be cut", e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
