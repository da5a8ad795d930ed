package tokenmanagement.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings the schema to the state of {@code liquibase/changelog.xml} before anything else in the application starts.
 *
 * <p>Two nodes that start together are safe: Liquibase's own lock row lets one go first. A failure stops the
 * deployment.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
        name = DatabaseMigration.DATA_SOURCE,
        className = "tokenmanagement.platform.TokenDataSource",
        minPoolSize = 2,
        initialPoolSize = 2,
        maxPoolSize = 24,
        properties = {
            "applicationName=token-management",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.max-wait-time-in-millis=5000"
        })
public class DatabaseMigration {
    public static final String DATA_SOURCE = "java:app/jdbc/tokens";

    private static final Logger LOG = Logger.getLogger(DatabaseMigration.class.getName());

    @Resource(lookup = DATA_SOURCE)
    DataSource dataSource;

    @PostConstruct
    void migrate() {
        try (Connection connection = dataSource.getConnection()) {
            Scope.child(scope(), () -> update(connection));
            LOG.info("database schema is up to date");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database of TOKEN_MANAGEMENT_DATABASE_URL does not answer: is it running, and are host, port, "
                            + "user and password right?",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException("The database schema could not be brought up to date", e);
        }
    }

    private static Map<String, Object> scope() {
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put(
                Scope.Attr.resourceAccessor.name(),
                new ClassLoaderResourceAccessor(DatabaseMigration.class.getClassLoader()));
        scope.put(Scope.Attr.ui.name(), new LoggerUIService());
        // no usage statistics to anyone
        scope.put("liquibase.analytics.enabled", false);
        return scope;
    }

    private static void update(Connection connection) throws LiquibaseException {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        new CommandScope("update")
                .addArgumentValue("changelogFile", "liquibase/changelog.xml")
                .addArgumentValue("database", database)
                .execute();
    }
}
