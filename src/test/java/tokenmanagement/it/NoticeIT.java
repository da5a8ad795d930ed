package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Patience.patiently;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** What the database tells every node, and whether this one hears it. */
@ExtendWith(ArquillianExtension.class)
class NoticeIT {
    private static final Pattern LAG = Pattern.compile("(?m)^tokenmgmt_notices_lag_seconds (\\S+)$");

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Keys keys;

    @Provided
    private Database database;

    private Connection ear;

    @BeforeEach
    void listen() throws SQLException {
        ear = database.connect();
        try (Statement statement = ear.createStatement()) {
            statement.execute("LISTEN token_management");
        }
    }

    @AfterEach
    void hangUp() throws SQLException {
        ear.close();
    }

    /** What was told since the last look: notices come in the order of the commits, so this look ends at its own. */
    private List<String> heard() throws SQLException {
        String end = "end " + UUID.randomUUID();
        try (Connection other = database.connect();
                Statement notify = other.createStatement()) {
            notify.execute("NOTIFY token_management, '" + end + "'");
        }
        List<String> heard = new ArrayList<>();
        patiently().until(() -> {
            for (PGNotification notification : ear.unwrap(PGConnection.class).getNotifications(1_000)) {
                heard.add(notification.getParameter());
            }
            return heard.contains(end);
        });
        return heard;
    }

    @Test
    void thisNodeHears() {
        patiently().untilAsserted(() -> {
            Matcher lag = LAG.matcher(api.withoutKey().get("/metrics").body());
            assertThat(lag.find()).isTrue();
            assertThat(Double.parseDouble(lag.group(1))).isBetween(0.0, 4.0);
        });
    }

    @Test
    void everyNewPairIsTold() throws SQLException {
        Branch branch = branches.connected();
        assertThat(heard()).contains("tokens " + branch.clientId());

        api.refresh(branch.clientId());

        assertThat(heard()).contains("tokens " + branch.clientId());
    }

    @Test
    void aLeaseIsNobodyElsesMatter() throws SQLException {
        Branch branch = branches.connected();
        heard();

        database.update(
                "UPDATE tokens SET lease_owner = 'x', lease_until = clock_timestamp(), fence = fence + 1 WHERE client_id = ?",
                (long) branch.clientId());

        assertThat(heard()).doesNotContain("tokens " + branch.clientId());
    }

    @Test
    void aDeactivatedRegistrationIsTold() throws SQLException {
        Branch branch = branches.registered();
        heard();

        database.update("UPDATE clients SET is_active = false WHERE id = ?", (long) branch.clientId());
        assertThat(heard()).contains("clients " + branch.clientId());

        database.update("DELETE FROM clients WHERE id = ?", (long) branch.clientId());
        assertThat(heard()).contains("clients " + branch.clientId());
    }

    @Test
    void aRevokedKeyIsTold() throws SQLException {
        Keys.Key key = keys.with("tokens:read");
        heard();

        keys.revoke(key);

        assertThat(heard()).contains("api_keys " + key.id());
    }
}
