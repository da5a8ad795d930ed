package tokenmanagement.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tokenmanagement.support.Database;

/** Chains of entries that a test needs as they were long ago. */
public final class AuditChains {
    private AuditChains() {}

    /** A chain with so many entries older than any retention, and so many young ones. */
    public static long insert(Database database, String encryptionKeys, int old, int young) {
        Instant now = Instant.now();
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < old + young; i++) {
            entries.add(entry(
                    "branch-" + i, now.minus(Duration.ofDays(i < old ? 500 : 1)).plusMillis(i)));
        }
        AuditJournal journal = new AuditJournal(database::connect, Ciphers.of(encryptionKeys), "node of a test");
        try {
            journal.append(entries);
            try (Connection connection = database.connect();
                    PreparedStatement newest = connection.prepareStatement("SELECT max(id) FROM audit_chains")) {
                var row = newest.executeQuery();
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static AuditEntry entry(String branch, Instant time) {
        AuditEvent event = AuditEvent.byBrowser("token.read").about(branch, 7).answered(200);
        return new AuditEntry(time, event, Optional.of("127.0.0.1"), Optional.of("0123456789abcdef"));
    }
}
