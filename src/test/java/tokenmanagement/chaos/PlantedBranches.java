package tokenmanagement.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.support.Database;

/**
 * Connected branches by the thousand, written straight into the tables with the service's own cipher: a real consent
 * takes a second each.
 */
public final class PlantedBranches {
    private static final String SCOPE = "https://www.googleapis.com/auth/business.manage";

    private final Cluster cluster;
    private final SecretCipher cipher;

    /** @param keys as in {@code TOKEN_MANAGEMENT_ENCRYPTION_KEYS} */
    public PlantedBranches(Cluster cluster, String keys) {
        this.cluster = cluster;
        this.cipher = Ciphers.of(keys);
    }

    /** With the key that the build gives to the container tests. */
    public static PlantedBranches in(Cluster cluster) {
        return new PlantedBranches(cluster, System.getenv("TOKEN_MANAGEMENT_ENCRYPTION_KEYS"));
    }

    /**
     * In place of all branches there are.
     *
     * @param left of the access tokens' lives; no timer looks before half of it is over
     * @return their ids
     */
    public List<String> plant(int count, Duration left) {
        Database database = cluster.database();
        database.update("DELETE FROM clients");
        List<String> branches = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "branch-" + number)
                .toList();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            plant(connection, branches, left);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return branches;
    }

    private void plant(Connection connection, List<String> branches, Duration left) throws SQLException {
        try (PreparedStatement client = connection.prepareStatement(
                        """
                        INSERT INTO clients (client_id, client_secret_ciphertext, redirect_uri, branch_id,
                                             workspace_email, workspace_name, scopes)
                        VALUES (?, ?, 'http://localhost/token-management/auth/callback', ?, 'a@example.com', 'A', ?)
                        RETURNING id""");
                PreparedStatement token = connection.prepareStatement(
                        """
                        INSERT INTO tokens (client_id, status, access_token_ciphertext, refresh_token_ciphertext, scope,
                                            google_subject, generation, issued_at, expires_at, last_refreshed_at,
                                            next_refresh_at)
                        SELECT ?, 'ACTIVE', ?, ?, ?, '1', 1, t.issued, t.issued + interval '1 hour', t.issued,
                               clock_timestamp() + make_interval(secs => ?)
                        FROM (SELECT clock_timestamp() - interval '1 hour' + make_interval(secs => ?) AS issued) t""")) {
            for (String branch : branches) {
                client.setString(1, branch + ".apps.googleusercontent.com");
                client.setBytes(2, encrypted("canary-secret", "clients", "client_secret_ciphertext", branch));
                client.setString(3, branch);
                client.setString(4, SCOPE);
                ResultSet row = client.executeQuery();
                row.next();
                plant(token, branch, row.getLong(1), left);
            }
            token.executeBatch();
        }
    }

    private void plant(PreparedStatement token, String branch, long id, Duration left) throws SQLException {
        String row = Long.toString(id);
        String consented = cluster.authorizationServer().ledger().consent(branch);
        token.setLong(1, id);
        token.setBytes(2, encrypted("canary-access-" + branch, "tokens", "access_token_ciphertext", row));
        token.setBytes(3, encrypted(consented, "tokens", "refresh_token_ciphertext", row));
        token.setString(4, SCOPE);
        // one that has expired is left to the reads
        token.setDouble(5, left.isZero() ? 3600 : left.toSeconds() / 2.0);
        token.setDouble(6, left.toSeconds());
        token.addBatch();
    }

    private byte[] encrypted(String secret, String table, String column, String row) {
        return cipher.encrypt(Secret.of(secret), new SecretCipher.Place(table, column, row));
    }

    /** The refresh token that the database holds, by branch. */
    Map<String, String> storedRefreshTokens() {
        Map<String, String> stored = new TreeMap<>();
        cluster.database()
                .rows("SELECT c.branch_id, t.client_id, t.refresh_token_ciphertext FROM tokens t"
                        + " JOIN clients c ON c.id = t.client_id")
                .forEach(row -> stored.put(
                        (String) row.get("branch_id"),
                        cipher.decrypt(
                                        (byte[]) row.get("refresh_token_ciphertext"),
                                        new SecretCipher.Place(
                                                "tokens", "refresh_token_ciphertext", row.get("client_id") + ""))
                                .reveal()));
        return stored;
    }

    /** Branches whose stored refresh token is good for nothing any more: what the ledger and the database disagree on. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        storedRefreshTokens().forEach((branch, token) -> {
            if (!cluster.authorizationServer().ledger().works(token)) {
                lost.add(branch);
            }
        });
        return lost;
    }

    /** Lets the access tokens of these branches expire now, unseen by the timer. */
    void expire(List<String> branches) {
        cluster.database()
                .update(
                        """
                        UPDATE tokens SET issued_at = issued_at - interval '2 hours',
                               expires_at = expires_at - interval '2 hours',
                               next_refresh_at = clock_timestamp() + interval '1 hour'
                        WHERE client_id IN (SELECT id FROM clients WHERE branch_id = ANY (?))""",
                        (Object) branches.toArray(String[]::new));
    }
}
