package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Keys.Key;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Route 12: create, list and revoke API keys, and what they open. */
@ExtendWith(ArquillianExtension.class)
class ApiKeyIT {
    @Provided
    private TokenApi api;

    @Provided
    private Keys keys;

    @Provided
    private Database database;

    private JsonNode listed(Key key) {
        return StreamSupport.stream(keys.list().json().required("api_keys").spliterator(), false)
                .filter(entry -> entry.required("id").intValue() == key.id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aKeyIsShownOnceAndOpensWhatItsScopesSay() {
        Map<String, Object> wish = keys.wish("clients:read");
        wish.put("branches", List.of("b-*", "c-1"));

        Answer answer = keys.create(wish);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertUsualHeaders(answer);
        String key = answer.text("key");
        assertThat(key).matches("tmk_[A-Za-z0-9_-]{43}_[A-Za-z0-9_-]{6}");
        assertThat(answer.json().required("branches")).hasToString("[\"b-*\",\"c-1\"]");
        assertThat(keys.list().body()).contains((String) wish.get("name")).doesNotContain(key, "key_hash");
        assertThat(database.dump()).doesNotContain(key, key.substring(4, 47));
        assertThat(api.withKey(key).clients("?limit=1").status()).isEqualTo(200);
        assertProblem(api.withKey(key).token("b-1"), 403, "insufficient-scope");
    }

    @Test
    void aDamagedKeyOpensNothing() {
        String key = keys.with("clients:read").text();
        char last = key.charAt(key.length() - 1);

        assertProblem(api.withKey(key.substring(0, key.length() - 1)).clients(""), 401, "invalid-token");
        assertProblem(
                api.withKey(key.substring(0, key.length() - 1) + (last == 'A' ? 'B' : 'A'))
                        .clients(""),
                401,
                "invalid-token");
    }

    @Test
    void aRevokedKeyOpensNothingAtOnce() {
        Key key = keys.with("clients:read");
        assertThat(key.api().clients("?limit=1").status()).isEqualTo(200);

        assertThat(keys.revoke(key).status()).isEqualTo(204);

        Answer answer = key.api().clients("?limit=1");
        assertProblem(answer, 401, "invalid-token");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValue("Bearer realm=\"token-management\", error=\"invalid_token\"");
        assertThat(listed(key).has("revoked_at")).isTrue();
        assertThat(keys.revoke(key).status()).isEqualTo(204);
    }

    @Test
    void anExpiredKeyOpensNothing() {
        Key key = keys.with("clients:read");

        database.update("UPDATE api_keys SET expires_at = clock_timestamp() WHERE id = ?", (long) key.id());

        assertProblem(key.api().clients("?limit=1"), 401, "invalid-token");
    }

    @Test
    void twoKeysOfOneCallerWorkSideBySideAndAThirdHasToWait() {
        Map<String, Object> wish = keys.wish("clients:read");
        Key first = keys.created(wish);
        Key second = keys.created(wish);

        assertProblem(keys.create(wish), 409, "already-exists");
        assertThat(first.api().clients("?limit=1").status()).isEqualTo(200);
        assertThat(second.api().clients("?limit=1").status()).isEqualTo(200);

        keys.revoke(first);
        assertThat(keys.create(wish).status()).isEqualTo(201);
    }

    @Test
    void anExpiredKeyMakesRoom() {
        Map<String, Object> wish = keys.wish("clients:read");
        Key first = keys.created(wish);
        keys.created(wish);
        database.update("UPDATE api_keys SET expires_at = clock_timestamp() WHERE id = ?", (long) first.id());

        assertThat(keys.create(wish).status()).isEqualTo(201);
    }

    @Test
    void ofManyWishesAtOnceTwoAreGranted() {
        Map<String, Object> wish = keys.wish("clients:read");

        List<Integer> statuses = Callers.atOnce(8, () -> keys.create(wish).status());

        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(2);
    }

    @Test
    void useIsNotedToTheHour() {
        Key key = keys.with("clients:read");
        assertThat(listed(key).has("last_used_at")).isFalse();

        key.api().clients("?limit=1");
        assertThat(listed(key).has("last_used_at")).isTrue();
        database.update("UPDATE api_keys SET last_used_at = last_used_at - interval '30 minutes' WHERE id = ?", (long)
                key.id());
        Object before = database.value("SELECT last_used_at FROM api_keys WHERE id = ?", (long) key.id());
        key.api().clients("?limit=1");

        assertThat(database.value("SELECT last_used_at FROM api_keys WHERE id = ?", (long) key.id()))
                .isEqualTo(before);
    }

    @Test
    void manyUsesAtOnceAreNotedOnceAndHinderNobody() {
        Key key = keys.with("clients:read");

        assertThat(Callers.atOnce(16, () -> key.api().clients("?limit=1").status()))
                .containsOnly(200);

        assertThat(listed(key).has("last_used_at")).isTrue();
    }

    @Test
    void whatEndedMonthsAgoIsSweptOut() {
        Key key = keys.with("clients:read");
        database.update("UPDATE api_keys SET revoked_at = clock_timestamp() - interval '91 days' WHERE id = ?", (long)
                key.id());

        keys.with("clients:read");

        assertThat(database.value("SELECT count(*) FROM api_keys WHERE id = ?", (long) key.id()))
                .isEqualTo(0L);
    }

    @Test
    void nobodyHandsOnMoreThanTheyHave() {
        Key limited = keys.limitedTo("b-*");
        Map<String, Object> wish = keys.wish("tokens:read");

        assertProblem(limited.api().post("/api-keys", wish), 403, "insufficient-scope");
        wish.put("branches", List.of("c-*"));
        assertProblem(limited.api().post("/api-keys", wish), 403, "insufficient-scope");
        wish.put("branches", List.of("b-1*"));
        wish.put("scopes", List.of("refresh-tokens:read"));
        assertProblem(limited.api().post("/api-keys", wish), 403, "insufficient-scope");
        wish.put("scopes", List.of("tokens:read"));
        assertThat(limited.api().post("/api-keys", wish).status()).isEqualTo(201);
    }

    @Test
    void aWrongWishNamesItsFields() {
        Map<String, Object> wish = keys.wish("root");
        wish.put("expires_at", "2000-01-01T00:00:00Z");
        wish.put("key", "of my own");

        Answer answer = keys.create(wish);

        assertProblem(answer, 422, "invalid-field");
        assertThat(answer.body()).contains("\"scopes\"", "\"expires_at\"", "\"key\"");
    }

    @Test
    void anUnknownKeyCannotBeRevoked() {
        assertProblem(api.call("DELETE", "/api-keys/2147483647"), 404, "not-found");
    }
}
