package tokenmanagement.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.Secret;

/**
 * The chain that this run of this node writes: entries and the chain's new head in one transaction.
 *
 * <p>Plain JDBC outside the container's transactions: it must still work while the application stops.
 */
final class AuditJournal {
    private static final Logger LOG = Logger.getLogger(AuditJournal.class.getName());
    private static final String OPEN =
            """
            INSERT INTO audit_chains (id, node, started_at, key_ciphertext, first_sequence, anchor_hash, anchor_mac,
                                      last_sequence, head_mac)
            VALUES (?, ?, clock_timestamp(), ?, 1, ?, ?, 0, ?)
            """;

    private Connections connections;
    private final SecretCipher cipher;
    private final String node;
    private AuditChain chain;
    private long last;
    private byte[] head;

    /** Where connections come from. */
    interface Connections {
        Connection open() throws SQLException;
    }

    AuditJournal(Connections connections, SecretCipher cipher, String node) {
        this.connections = connections;
        this.cipher = cipher;
        this.node = node;
    }

    /** From now on connections come from elsewhere. */
    void use(Connections others) {
        connections = others;
    }

    /** The same entries may be given again after a failure: what was written after all is not written twice. */
    void append(List<AuditEntry> entries) throws SQLException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            try {
                write(connection, entries);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void write(Connection connection, List<AuditEntry> entries) throws SQLException {
        if (chain == null) {
            open(connection);
        }
        byte[][] hashes = new byte[entries.size()][];
        byte[] previous = head;
        for (int i = 0; i < hashes.length; i++) {
            previous = chain.hash(previous, last + 1 + i, entries.get(i));
            hashes[i] = previous;
        }
        byte[] headMac = chain.headMac(last + hashes.length, previous);
        if (moveHead(connection, last + hashes.length, headMac)) {
            AuditInsert.insert(connection, chain.id(), last, entries, hashes);
            connection.commit();
        } else if (!isHead(connection, headMac)) {
            LOG.log(Level.SEVERE, "audit chain {0} was changed by somebody else, a new one begins", chain.id());
            chain = null;
            write(connection, entries);
            return;
        }
        head = previous;
        last += hashes.length;
    }

    private void open(Connection connection) throws SQLException {
        long id = nextId(connection);
        Secret key = AuditChain.randomKey();
        AuditChain opened = new AuditChain(id, key);
        try (PreparedStatement insert = connection.prepareStatement(OPEN)) {
            insert.setLong(1, id);
            insert.setString(2, node);
            insert.setBytes(3, cipher.encrypt(key, AuditChain.place(id)));
            insert.setBytes(4, opened.beginning());
            insert.setBytes(5, opened.anchorMac(1, opened.beginning()));
            insert.setBytes(6, opened.headMac(0, opened.beginning()));
            insert.executeUpdate();
        }
        connection.commit();
        chain = opened;
        last = 0;
        head = opened.beginning();
    }

    /** Without a gap, one chain at a time: a chain that somebody removed leaves its number missing. */
    private static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                        "SELECT pg_advisory_xact_lock(hashtextextended('audit_chains', 0))");
                PreparedStatement next =
                        connection.prepareStatement("SELECT COALESCE(max(id), 0) + 1 FROM audit_chains")) {
            lock.execute();
            try (ResultSet row = next.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private boolean moveHead(Connection connection, long to, byte[] headMac) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE audit_chains SET last_sequence = ?, head_mac = ? WHERE id = ? AND last_sequence = ?")) {
            update.setLong(1, to);
            update.setBytes(2, headMac);
            update.setLong(3, chain.id());
            update.setLong(4, last);
            return update.executeUpdate() == 1;
        }
    }

    /** A commit whose answer was lost. */
    private boolean isHead(Connection connection, byte[] headMac) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT 1 FROM audit_chains WHERE id = ? AND head_mac = ?")) {
            find.setLong(1, chain.id());
            find.setBytes(2, headMac);
            return find.executeQuery().next();
        }
    }
}
