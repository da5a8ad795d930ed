package tokenmanagement.security;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A chain of the audit trail as it rests in the database, and the ends of its entries at the same moment.
 *
 * @param firstSequence the oldest entry that is kept, one behind the last when all are pruned
 * @param lowest the sequence of the first entry there is; {@code firstSequence}: there is none
 * @param highest the sequence of the last entry there is
 */
public record AuditChainRow(
        long id,
        byte[] keyCiphertext,
        long firstSequence,
        byte[] anchorHash,
        byte[] anchorMac,
        long lastSequence,
        byte[] headMac,
        long lowest,
        long highest) {
    static final String SELECT =
            """
            SELECT c.id, c.key_ciphertext, c.first_sequence, c.anchor_hash, c.anchor_mac, c.last_sequence, c.head_mac,
                   COALESCE((SELECT min(sequence) FROM audit_entries WHERE chain = c.id), c.first_sequence) AS lowest,
                   COALESCE((SELECT max(sequence) FROM audit_entries WHERE chain = c.id), 0) AS highest
            FROM audit_chains c WHERE c.id = ?
            """;

    static AuditChainRow of(ResultSet row) throws SQLException {
        return new AuditChainRow(
                row.getLong("id"),
                row.getBytes("key_ciphertext"),
                row.getLong("first_sequence"),
                row.getBytes("anchor_hash"),
                row.getBytes("anchor_mac"),
                row.getLong("last_sequence"),
                row.getBytes("head_mac"),
                row.getLong("lowest"),
                row.getLong("highest"));
    }

    /** @throws Undecryptable when the key was not sealed for this chain by a key of the ring */
    AuditChain open(SecretCipher cipher) {
        return new AuditChain(id, cipher.decrypt(keyCiphertext, AuditChain.place(id)));
    }
}
