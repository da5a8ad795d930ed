package tokenmanagement.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a database, and what a test does to them. */
public final class Database {
    private final String url;

    Database(String url) {
        this.url = url;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    public int update(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public List<Map<String, Object>> rows(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public Object value(String sql, Object... values) {
        return rows(sql, values).get(0).values().iterator().next();
    }

    public Map<String, Object> token(Branch branch) {
        return rows("SELECT * FROM tokens WHERE client_id = ?", (long) branch.clientId())
                .get(0);
    }

    /**
     * Turns the clock of a token, so that this much life is left of it. Leaves the plan of the timer alone: only a read
     * can notice.
     */
    public void expireIn(Branch branch, Duration life) {
        update(
                """
                UPDATE tokens SET (issued_at, last_refreshed_at, expires_at) = (
                  SELECT issued_at - s.shift, last_refreshed_at - s.shift, expires_at - s.shift
                  FROM (SELECT expires_at - clock_timestamp() - make_interval(secs => ?) AS shift) s)
                WHERE client_id = ?""",
                (double) life.toSeconds(),
                (long) branch.clientId());
    }

    /** As if the authorization server had refused it more than a minute ago. */
    public void refusedAMinuteAgo(Branch branch) {
        update(
                "UPDATE tokens SET refused_at = refused_at - interval '61 seconds', retry_at = NULL WHERE client_id = ?",
                (long) branch.clientId());
    }

    /** What the timer looks for. */
    public void makeDue(Branch branch) {
        update("UPDATE tokens SET next_refresh_at = clock_timestamp() - interval '1 second' WHERE client_id = ?", (long)
                branch.clientId());
    }

    /** Every row of every table as text, binary columns in hex: what a stolen backup shows. */
    public String dump() {
        StringBuilder dump = new StringBuilder();
        rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")
                .forEach(table -> {
                    String name = (String) table.get("table_name");
                    rows("SELECT t::text AS line FROM \"" + name + "\" t").forEach(row -> dump.append(name)
                            .append(' ')
                            .append(row.get("line"))
                            .append('\n'));
                });
        return dump.toString();
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
