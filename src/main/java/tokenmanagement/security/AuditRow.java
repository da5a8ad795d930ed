package tokenmanagement.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An entry as it rests in the database.
 *
 * @param chain which run of which node wrote it
 * @param sequence its place in the chain, from 1
 */
public record AuditRow(long chain, long sequence, AuditEntry entry, byte[] hash) {
    static final String COLUMNS = "chain, sequence, at, caller, key_id, action, branch_id, client_id, result, status,"
            + " address, request_id, detail, hash";

    static AuditRow of(ResultSet row) throws SQLException {
        AuditEvent event = new AuditEvent(
                row.getString("action"),
                row.getString("caller"),
                Optional.ofNullable(row.getObject("key_id", Long.class)),
                Optional.ofNullable(row.getString("branch_id")),
                Optional.ofNullable(row.getObject("client_id", Long.class)),
                row.getString("result"),
                Optional.ofNullable(row.getObject("status", Integer.class)),
                Optional.ofNullable(row.getString("detail")));
        AuditEntry entry = new AuditEntry(
                row.getTimestamp("at").toInstant(),
                event,
                Optional.ofNullable(row.getString("address")),
                Optional.ofNullable(row.getString("request_id")));
        return new AuditRow(row.getLong("chain"), row.getLong("sequence"), entry, row.getBytes("hash"));
    }

    /** What a person calls it. */
    public String id() {
        return chain + "-" + sequence;
    }
}
