package tokenmanagement.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts a batch of entries into the table. */
final class AuditInsert {
    /** One statement for a whole batch: an array a column costs the database least. */
    private static final String INSERT =
            """
            INSERT INTO audit_entries (chain, sequence, at, caller, key_id, action, branch_id, client_id, result,
                                       status, address, request_id, detail, hash)
            SELECT ?, u.sequence, CAST(u.at AS timestamptz), u.caller, u.key_id, u.action, u.branch_id, u.client_id,
                   u.result, u.status, u.address, u.request_id, u.detail, u.hash
            FROM unnest(CAST(? AS bigint[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]),
                        CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS text[]),
                        CAST(? AS integer[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]),
                        CAST(? AS bytea[]))
                 AS u (sequence, at, caller, key_id, action, branch_id, client_id, result, status, address,
                       request_id, detail, hash)
            """;

    private AuditInsert() {}

    /** @param last the sequence of the entry before the first of these */
    static void insert(Connection connection, long chain, long last, List<AuditEntry> entries, byte[][] hashes)
            throws SQLException {
        Long[] sequences = new Long[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            sequences[i] = last + 1 + i;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, chain);
            insert.setArray(2, connection.createArrayOf("bigint", sequences));
            Columns columns = new Columns(connection, insert, entries);
            columns.text(3, entry -> Optional.of(entry.time().toString()));
            columns.text(4, entry -> Optional.of(entry.event().caller()));
            columns.set(5, "bigint", entry -> entry.event().keyId());
            columns.text(6, entry -> Optional.of(entry.event().action()));
            columns.text(7, entry -> entry.event().branchId());
            columns.set(8, "bigint", entry -> entry.event().clientId());
            columns.text(9, entry -> Optional.of(entry.event().result()));
            columns.set(10, "integer", entry -> entry.event().status());
            columns.text(11, AuditEntry::address);
            columns.text(12, AuditEntry::requestId);
            columns.text(13, entry -> entry.event().detail());
            insert.setArray(14, connection.createArrayOf("bytea", hashes));
            insert.executeUpdate();
        }
    }

    private record Columns(Connection connection, PreparedStatement insert, List<AuditEntry> entries) {
        void text(int index, Function<AuditEntry, Optional<String>> field) throws SQLException {
            set(index, "text", field);
        }

        void set(int index, String type, Function<AuditEntry, ? extends Optional<?>> field) throws SQLException {
            Object[] values = entries.stream()
                    .map(entry -> field.apply(entry).orElse(null))
                    .toArray();
            insert.setArray(index, connection.createArrayOf(type, values));
        }
    }
}
