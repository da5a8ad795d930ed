package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.AuditLog;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Keys.Key;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Route 13: who did what to which branch, from where, with what result. */
@ExtendWith(ArquillianExtension.class)
class AuditIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Keys keys;

    @Provided
    private AuditLog audit;

    private static void assertEntry(JsonNode entry, String action, String result, int status) {
        assertThat(entry.path("action").asText()).as(entry.toString()).isEqualTo(action);
        assertThat(entry.path("result").asText()).as(entry.toString()).isEqualTo(result);
        assertThat(entry.path("status").asInt()).as(entry.toString()).isEqualTo(status);
    }

    @Test
    void aTokenReadIsAnEntryWithCallerBranchResultAddressAndRequest() {
        Branch branch = branches.connected();
        Key key = keys.with("tokens:read");

        Answer answer = key.api().token(branch.id());

        JsonNode entry = audit.of(answer, "?branch_id=" + branch.id());
        assertEntry(entry, "token.read", "ok", 200);
        assertThat(entry.path("caller").asText()).isEqualTo(key.name());
        assertThat(entry.path("key_id").asInt()).isEqualTo(key.id());
        assertThat(entry.path("branch_id").asText()).isEqualTo(branch.id());
        assertThat(entry.path("client_id").asInt()).isEqualTo(branch.clientId());
        assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.path("request_id").asText()).matches("[0-9a-f]{32}");
        assertThat(entry.path("time").asText()).endsWith("Z");
    }

    @Test
    void everyRouteLeavesItsEntry() {
        Branch branch = branches.connected();
        Key key = keys.with("clients:read");
        String client = "/clients/" + branch.clientId();
        String about = "?branch_id=" + branch.id();

        assertEntry(audit.newest("client.register", branch), "client.register", "ok", 201);
        assertEntry(audit.newest("consent.start", branch), "consent.start", "ok", 302);
        assertThat(audit.newest("consent.complete", branch).path("caller").asText())
                .isEqualTo("browser");
        assertEntry(audit.of(api.client(branch.clientId()), about), "client.read", "ok", 200);
        assertEntry(audit.of(api.clients("?limit=1"), ""), "client.list", "ok", 200);
        assertEntry(audit.of(api.call("POST", client + "/connect-links"), about), "connect-link.create", "ok", 201);
        assertEntry(audit.of(api.refresh(branch.clientId()), about), "token.refresh", "ok", 200);
        assertEntry(
                audit.of(api.call("GET", "/tokens/" + branch.id() + "/history"), about),
                "token.list-history",
                "ok",
                200);
        assertEntry(audit.of(keys.list(), ""), "api-key.list", "ok", 200);
        assertEntry(audit.of(keys.revoke(key), ""), "api-key.revoke", "ok", 204);
        assertThat(audit.newest("?action=api-key.revoke").path("detail").asText())
                .isEqualTo("key=" + key.id());
        assertEntry(audit.of(api.call("GET", "/audit?limit=1"), ""), "audit.read", "ok", 200);
        assertEntry(audit.of(api.call("GET", "/audit/verify"), ""), "audit.verify", "ok", 200);
    }

    @Test
    void whatACallerWasRefusedIsAnEntryToo() {
        Branch branch = branches.registered();
        Key key = keys.with("clients:read");

        assertEntry(
                audit.of(key.api().token(branch.id()), "?branch_id=" + branch.id()),
                "token.read",
                "insufficient-scope",
                403);
        assertEntry(
                audit.of(api.token(branch.id()), "?branch_id=" + branch.id()),
                "token.read",
                "reauthorization-required",
                409);
        assertEntry(audit.of(api.client(Integer.MAX_VALUE), ""), "client.read", "not-found", 404);
        assertEntry(
                audit.of(api.register(branch.registration()), "?branch_id=" + branch.id()),
                "client.register",
                "already-exists",
                409);
    }

    @Test
    void aReconnectWithAnotherAccountSaysSo() {
        Branch branch = branches.connected();
        assertThat(audit.newest("consent.complete", branch).path("detail").asText())
                .isEqualTo("vouched-by=nobody");
        String link = api.call("POST", "/clients/" + branch.clientId() + "/connect-links")
                .text("url");

        browser.open(browser.consent(browser.open(java.net.URI.create(link)).location(), "other-" + branch.email()));

        assertThat(audit.newest("consent.complete", branch).path("detail").asText())
                .isEqualTo("account-changed, vouched-by=connect-link");
    }

    @Test
    void aListIsReadPageByPageNewestFirst() {
        Branch branch = branches.connected();
        for (int i = 0; i < 5; i++) {
            api.token(branch.id());
        }
        audit.of(api.token(branch.id()), "?branch_id=" + branch.id());
        String query = "?action=token.read&branch_id=" + branch.id();
        Set<String> seen = new LinkedHashSet<>();

        Answer page = api.call("GET", "/audit" + query + "&limit=4");
        page.json()
                .required("entries")
                .forEach(entry -> seen.add(entry.path("id").asText()));
        Answer rest = api.call("GET", "/audit" + query + "&limit=4&after=" + page.text("next"));
        rest.json()
                .required("entries")
                .forEach(entry -> seen.add(entry.path("id").asText()));

        assertThat(seen).hasSize(6);
        assertThat(rest.json().has("next")).isFalse();
        List<JsonNode> all = audit.entries(query);
        assertThat(all).extracting(entry -> entry.path("id").asText()).containsExactlyElementsOf(seen);
        assertThat(all).extracting(entry -> entry.path("time").asText()).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void entriesAreFoundByCallerAndTime() {
        Branch branch = branches.registered();
        Key key = keys.with("clients:read");
        Answer answer = key.api().client(branch.clientId());

        JsonNode entry = audit.of(answer, "?caller=" + key.name());

        String time = entry.path("time").asText();
        assertThat(audit.entries("?caller=" + key.name() + "&from=" + time)).hasSize(1);
        assertThat(audit.entries("?caller=" + key.name() + "&to=" + time)).isEmpty();
        assertThat(audit.entries("?caller=nobody-of-that-name")).isEmpty();
    }

    @Test
    void wrongFiltersAreRefused() {
        for (String query : List.of(
                "limit=0",
                "limit=201",
                "from=yesterday",
                "from=%2B300000-01-01T00:00:00Z",
                "to=2026-01-01",
                "to=-5000-01-01T00:00:00Z",
                "after=1",
                "x=y")) {
            assertProblem(api.call("GET", "/audit?" + query), 400, "invalid-request");
        }
    }

    @Test
    void aLimitedKeySeesItsOwnBranchesOnly() {
        Branch own = branches.connected();
        Branch foreign = branches.connected();
        audit.of(api.token(own.id()), "?branch_id=" + own.id());
        audit.of(api.token(foreign.id()), "?branch_id=" + foreign.id());
        var wish = keys.wish("audit:read");
        wish.put("branches", List.of(own.id()));
        TokenApi limited = keys.created(wish).api();

        Answer all = limited.call("GET", "/audit?limit=200");
        Answer asked = limited.call("GET", "/audit?branch_id=" + foreign.id());

        assertThat(all.json().required("entries")).isNotEmpty().allSatisfy(entry -> assertThat(
                        entry.path("branch_id").asText())
                .isEqualTo(own.id()));
        assertThat(asked.json().required("entries")).isEmpty();
    }

    @Test
    void theIdOfARequestIsMadeHereAndInEveryAnswer() {
        Answer answer = api.call("GET", "/clients?limit=1", "X-Request-Id", "forged");
        Answer missing = api.get("/nowhere");

        assertThat(answer.header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
        assertThat(missing.header("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
    }

    @Test
    void refusalsWithoutAKeyAreCountedNotListed() {
        Answer answer = api.withoutKey().token("somebody");

        assertProblem(answer, 401, "invalid-token");
        assertThat(audit.entries("?limit=200")).noneMatch(entry -> entry.path("request_id")
                .asText()
                .equals(answer.header("X-Request-Id").orElseThrow()));
    }
}
