package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.Patience.patiently;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.security.AuditChains;
import tokenmanagement.support.Answer;
import tokenmanagement.support.AuditLog;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** The trail is whole, and what somebody did to its rows is found. */
@ExtendWith(ArquillianExtension.class)
class AuditChainIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private Server server;

    @Provided
    private AuditLog audit;

    /** A row of the chain that is being written, with one before and one behind it. */
    private Map<String, Object> someRow() {
        Branch branch = branches.connected();
        audit.of(api.token(branch.id()), "?branch_id=" + branch.id());
        audit.of(api.clients("?limit=1"), "");
        return database.rows("SELECT * FROM audit_entries WHERE branch_id = ? AND action = 'token.read'", branch.id())
                .get(0);
    }

    private void assertFound(Map<String, Object> row, String what) {
        JsonNode verdict = audit.verdict();
        assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isFalse();
        assertThat(verdict.path("fault").path("entry").asText())
                .as(verdict.toString())
                .isEqualTo(row.get("chain") + "-" + row.get("sequence"));
        assertThat(verdict.path("fault").path("what").asText()).isEqualTo(what);
    }

    private void assertWhole() {
        JsonNode verdict = audit.verdict();
        assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isTrue();
    }

    @Test
    void anUntouchedTrailIsWhole() {
        someRow();

        JsonNode verdict = audit.verdict();

        assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isTrue();
        assertThat(verdict.path("entries").asLong()).isPositive();
        assertThat(verdict.has("fault")).isFalse();
    }

    @Test
    void anEditedRowIsFound() {
        Map<String, Object> row = someRow();
        Object[] place = {row.get("chain"), row.get("sequence")};

        database.update("UPDATE audit_entries SET caller = 'somebody-else' WHERE chain = ? AND sequence = ?", place);
        assertFound(row, "edited");

        database.update(
                "UPDATE audit_entries SET caller = ? WHERE chain = ? AND sequence = ?",
                row.get("caller"),
                row.get("chain"),
                row.get("sequence"));
        assertWhole();
    }

    @Test
    void aRemovedRowIsFound() {
        Map<String, Object> row = someRow();
        Object[] place = {row.get("chain"), row.get("sequence")};
        database.update("CREATE TABLE kept AS SELECT * FROM audit_entries WHERE chain = ? AND sequence = ?", place);

        database.update("DELETE FROM audit_entries WHERE chain = ? AND sequence = ?", place);
        assertFound(row, "missing");

        database.update("INSERT INTO audit_entries SELECT * FROM kept");
        database.update("DROP TABLE kept");
        assertWhole();
    }

    @Test
    void rowsThatChangedPlacesAreFound() {
        Map<String, Object> row = someRow();
        long chain = (long) row.get("chain");
        long first = (long) row.get("sequence");
        exchange(chain, first, first + 1);
        assertFound(row, "reordered");

        exchange(chain, first, first + 1);
        assertWhole();
    }

    private void exchange(long chain, long one, long other) {
        move(chain, one, -1);
        move(chain, other, one);
        move(chain, -1, other);
    }

    private void move(long chain, long from, long to) {
        database.update("UPDATE audit_entries SET sequence = ? WHERE chain = ? AND sequence = ?", to, chain, from);
    }

    @Test
    void anOrderlyStopLosesNothing() {
        Branch branch = branches.connected();
        List<Answer> answers = List.of(api.token(branch.id()), api.token(branch.id()), api.token(branch.id()));

        server.restart();

        List<String> kept = audit.entries("?action=token.read&branch_id=" + branch.id()).stream()
                .map(entry -> entry.path("request_id").asText())
                .toList();
        assertThat(answers)
                .extracting(answer -> answer.header("X-Request-Id").orElseThrow())
                .isSubsetOf(kept);
        assertWhole();
    }

    @Test
    void aCrashLosesNoChangeAndLeavesTheTrailWhole() {
        Branch branch = branches.connected();
        String id = api.refresh(branch.clientId()).header("X-Request-Id").orElseThrow();

        server.crash();

        assertThat(audit.entries("?action=token.refresh&branch_id=" + branch.id()))
                .extracting(entry -> entry.path("request_id").asText())
                .contains(id);
        assertWhole();
    }

    @Test
    void whatIsOlderThanTheRetentionIsTakenAwayAndTheRestIsWhole() {
        long chain = AuditChains.insert(database, System.getenv("TOKEN_MANAGEMENT_ENCRYPTION_KEYS"), 1500, 700);
        assertWhole();

        server.restart();

        patiently().untilAsserted(() -> assertThat(
                        database.value("SELECT count(*) FROM audit_entries WHERE chain = ?", chain))
                .isEqualTo(700L));
        assertWhole();
    }
}
