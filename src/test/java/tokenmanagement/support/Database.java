package tokenmanagement.support;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The rows of a database, and what a test does to them. */
public final class Database {
    /** As COPY writes it: backslashes doubled. */
    private static final Pattern BYTEA = Pattern.compile("\\\\\\\\x((?:[0-9a-f]{2})+)");

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

    /**
     * Every row of every table as {@code pg_dump} writes it, which PostgreSQL's embedded binaries lack; behind each row
     * its binary columns byte for byte, so that what is encoded inside them is found too.
     */
    public String dump() {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = connect()) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Map<String, Object> table : rows("SELECT schemaname, tablename FROM pg_tables"
                    + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2")) {
                StringWriter rows = new StringWriter();
                copies.copyOut(
                        "COPY \"" + table.get("schemaname") + "\".\"" + table.get("tablename") + "\" TO STDOUT", rows);
                rows.toString().lines().forEach(row -> dump.append(table.get("tablename"))
                        .append(' ')
                        .append(row)
                        .append(bytes(row))
                        .append('\n'));
            }
            return dump.toString();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bytes(String row) {
        return BYTEA.matcher(row)
                .results()
                .map(column -> "\t"
                        + new String(HexFormat.of().parseHex(column.group(1)), StandardCharsets.ISO_8859_1)
                                .replace('\n', ' '))
                .collect(Collectors.joining());
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
