package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Postgres;
import tokenmanagement.support.Provided;

/** The schema that the service made for itself when it started. */
@ExtendWith(ArquillianExtension.class)
class MigrationIT {
    @Provided
    private Postgres postgres;

    @Provided
    private Database database;

    @Provided
    private Branches branches;

    @Test
    void everyChangeRanOnceAndTheLockIsFree() {
        assertThat(database.rows("SELECT exectype FROM databasechangelog"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).containsEntry("exectype", "EXECUTED"));
        assertThat(database.value("SELECT count(*) FROM databasechangeloglock WHERE locked"))
                .isEqualTo(0L);
    }

    /** Operators' queries and monitors use these names. */
    @Test
    void theColumnsThatOperatorsKnowAreThere() {
        Branch branch = branches.connected();

        assertThat(database.rows(
                        "SELECT c.branch_id, c.is_active, t.is_valid, t.is_revoked, t.expires_at > now() AS lives,"
                                + " t.last_refreshed_at <= now() AS refreshed"
                                + " FROM clients c JOIN tokens t ON t.client_id = c.id WHERE c.branch_id = ?",
                        branch.id()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("is_active", true)
                        .containsEntry("is_valid", true)
                        .containsEntry("is_revoked", false)
                        .containsEntry("lives", true)
                        .containsEntry("refreshed", true));
    }

    @Test
    void everyChangeCanBeTakenBack() throws Exception {
        String url = postgres.create("migration_" + UUID.randomUUID().toString().replace("-", ""));
        try (Connection connection = DriverManager.getConnection(url);
                Liquibase liquibase = new Liquibase(
                        "liquibase/changelog.xml", new ClassLoaderResourceAccessor(), new JdbcConnection(connection))) {
            liquibase.update(new Contexts());
            List<String> made = tables(connection);

            liquibase.rollback(1000, "");
            assertThat(tables(connection)).isEmpty();

            liquibase.update(new Contexts());
            assertThat(tables(connection)).isEqualTo(made).contains("clients", "tokens");
        }
    }

    private static List<String> tables(Connection connection) throws Exception {
        try (ResultSet found = connection
                .createStatement()
                .executeQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                        + " AND table_name NOT LIKE 'databasechangelog%' ORDER BY 1")) {
            List<String> tables = new ArrayList<>();
            while (found.next()) {
                tables.add(found.getString(1));
            }
            return tables;
        }
    }
}
