package tokenmanagement.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import org.postgresql.xa.PGXADataSource;

/**
 * PostgreSQL as the settings name it.
 *
 * <p>The servers make one from {@code @DataSourceDefinition} before any bean exists, so it reads the settings by
 * itself, and it is the first to report what is wrong with them. The XA form is the one that both servers' pools
 * notice a broken connection of.
 */
public class TokenDataSource extends PGXADataSource {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(TokenDataSource.class.getName());
    /** Seconds; the driver's own default is to wait for ever. The URL may say otherwise. */
    private static final Map<String, String> DEFAULTS =
            Map.of("connectTimeout", "5", "socketTimeout", "20", "tcpKeepAlive", "true");

    public TokenDataSource() {
        try {
            connectTo(SettingsReader.read(SettingsReader::environment).database());
        } catch (InvalidSettings e) {
            LOG.log(Level.SEVERE, "The application does not start. {0}", e.getMessage());
            throw e;
        }
    }

    /** A connection beside the server's pool, for who must still write when the server has taken that down. */
    public static Connection direct() throws SQLException {
        return new TokenDataSource().getConnection();
    }

    private void connectTo(DatabaseUrl url) {
        setServerNames(url.hosts().toArray(String[]::new));
        setPortNumbers(url.ports().stream().mapToInt(Integer::intValue).toArray());
        setDatabaseName(url.database());
        setUser(url.user());
        setPassword(url.password().reveal());
        DEFAULTS.forEach(this::parameter);
        if (url.hosts().size() > 1) {
            parameter("targetServerType", "primary");
        }
        url.parameters().forEach(this::parameter);
    }

    private void parameter(String name, String value) {
        try {
            setProperty(name, value);
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "TOKEN_MANAGEMENT_DATABASE_URL: the driver does not accept the parameter " + name, e);
        }
    }

    /** Payara sets what {@code @DataSourceDefinition} says by default, {@code localhost}, after the constructor. */
    @Override
    @Deprecated
    public void setServerName(String ignored) {
        // the hosts come from the settings
    }

    /** WildFly asks with an empty user when the definition names none. */
    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return user == null || user.isEmpty() ? getXAConnection() : super.getXAConnection(user, password);
    }
}
