package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.AccessTable;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Keys.Key;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Every route with every kind of key: the server answers as the access table says. */
@ExtendWith(ArquillianExtension.class)
class AccessIT {
    private static final List<String> SCOPES = List.of(
            "clients:read",
            "clients:write",
            "tokens:read",
            "tokens:refresh",
            "refresh-tokens:read",
            "api-keys:write",
            "audit:read",
            "metrics:read");

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Keys keys;

    @Provided
    private Database database;

    private final Map<String, TokenApi> callers = new LinkedHashMap<>();
    private final Map<String, Function<TokenApi, Answer>> requests = new LinkedHashMap<>();

    @BeforeEach
    void makeAKeyOfEveryKind() {
        Key expired = keys.with(SCOPES.toArray(String[]::new));
        database.update("UPDATE api_keys SET expires_at = clock_timestamp() WHERE id = ?", (long) expired.id());
        Key revoked = keys.with(SCOPES.toArray(String[]::new));
        keys.revoke(revoked);
        Map<String, Object> elsewhere = keys.wish(SCOPES.toArray(String[]::new));
        elsewhere.put("branches", List.of("another-branch"));
        callers.put("no key", api.withoutKey());
        callers.put("wrong key", api.withKey("tmk_of-nobody-0123456789-0123456789-0123456789"));
        callers.put("expired key", expired.api());
        callers.put("revoked key", revoked.api());
        SCOPES.forEach(scope -> callers.put(scope, keys.with(scope).api()));
        callers.put("another branch's key", keys.created(elsewhere).api());
    }

    /** One request that would succeed, for each route. */
    @BeforeEach
    void makeARequestToEveryRoute() {
        Branch branch = branches.connected();
        String client = "/clients/" + branch.clientId();
        requests.put(
                "POST /clients", caller -> caller.register(branches.unknown().registration()));
        requests.put("GET /clients", caller -> caller.clients("?limit=1"));
        requests.put("GET /clients/{client_id}", caller -> caller.call("GET", client));
        requests.put(
                "PATCH /clients/{client_id}",
                caller -> caller.change(branches.registered().clientId(), "\"1\"", Map.of("workspace_name", "New")));
        requests.put(
                "DELETE /clients/{client_id}",
                caller -> caller.call(
                        "DELETE", "/clients/" + branches.registered().clientId()));
        requests.put(
                "POST /clients/{client_id}/connect-links", caller -> caller.call("POST", client + "/connect-links"));
        requests.put("GET /oauth/login/{client_id}", caller -> caller.call("GET", "/oauth/login/" + branch.clientId()));
        requests.put("GET /auth/callback", caller -> caller.call("GET", "/auth/callback"));
        requests.put("GET /auth/result", caller -> caller.call("GET", "/auth/result"));
        requests.put("GET /tokens/{branch_id}", caller -> caller.token(branch.id()));
        requests.put(
                "POST /tokens/{branch_id}/rejected",
                caller -> caller.post(
                        "/tokens/" + branch.id() + "/rejected", Map.of("access_token_sha256", "0".repeat(64))));
        requests.put(
                "GET /tokens/{branch_id}/history", caller -> caller.call("GET", "/tokens/" + branch.id() + "/history"));
        requests.put(
                "DELETE /tokens/{branch_id}",
                caller ->
                        caller.call("DELETE", "/tokens/" + branches.registered().id()));
        requests.put("POST /tokens/refresh", caller -> caller.refresh(branch.clientId()));
        requests.put("POST /api-keys", caller -> caller.post("/api-keys", keys.wish("api-keys:write")));
        requests.put("GET /api-keys", caller -> caller.call("GET", "/api-keys"));
        requests.put(
                "DELETE /api-keys/{id}",
                caller -> caller.call(
                        "DELETE", "/api-keys/" + keys.with("metrics:read").id()));
        requests.put("GET /audit", caller -> caller.call("GET", "/audit?limit=1"));
        requests.put("GET /audit/verify", caller -> caller.call("GET", "/audit/verify"));
        requests.put("GET /health/live", caller -> caller.get("/health/live"));
        requests.put("GET /health/ready", caller -> caller.get("/health/ready"));
        // as from another machine: this one needs no key
        requests.put("GET /metrics", caller -> caller.get("/metrics", "X-Forwarded-For", "192.0.2.1"));
    }

    @Test
    void everyRouteAnswersEveryKeyAsTheTableSays() {
        Map<String, Map<String, Integer>> answered = new LinkedHashMap<>();
        requests.forEach((route, request) -> {
            Map<String, Integer> row = new LinkedHashMap<>();
            callers.forEach(
                    (kind, caller) -> row.put(kind, request.apply(caller).status()));
            answered.put(route, row);
        });

        assertThat(answered).isEqualTo(AccessTable.rows());
    }
}
