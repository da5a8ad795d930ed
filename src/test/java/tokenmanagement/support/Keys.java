package tokenmanagement.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes API keys that no other test knows, and calls with them. */
public final class Keys {
    private final TokenApi api;

    Keys(TokenApi api) {
        this.api = api;
    }

    /** One API key, and the service as its holder sees it. */
    public record Key(int id, String name, String text, TokenApi api) {
        @Override
        public String toString() {
            return "Key[" + id + ", " + name + "]";
        }
    }

    /** The body of route 12 for a month, with a name of its own. */
    public Map<String, Object> wish(String... scopes) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("name", "k-" + UUID.randomUUID());
        wish.put("scopes", List.of(scopes));
        wish.put("expires_at", Instant.now().plus(Duration.ofDays(30)).toString());
        return wish;
    }

    public Key with(String... scopes) {
        return created(wish(scopes));
    }

    /** Limited to these branches, with every scope that routes on branches ask for. */
    public Key limitedTo(String... branches) {
        Map<String, Object> wish =
                wish("clients:read", "clients:write", "tokens:read", "tokens:refresh", "api-keys:write");
        wish.put("branches", List.of(branches));
        return created(wish);
    }

    public Key created(Map<String, Object> wish) {
        Answer answer = create(wish);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        String text = answer.text("key");
        return new Key(answer.number("id"), (String) wish.get("name"), text, api.withKey(text));
    }

    public Answer create(Map<String, Object> wish) {
        return api.post("/api-keys", wish);
    }

    public Answer list() {
        return api.call("GET", "/api-keys");
    }

    public Answer revoke(Key key) {
        return api.call("DELETE", "/api-keys/" + key.id());
    }
}
