package tokenmanagement.support;

import static tokenmanagement.support.Patience.patiently;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/** The audit trail as a key with {@code audit:read} sees it. */
public final class AuditLog {
    private final TokenApi api;

    AuditLog(TokenApi api) {
        this.api = api;
    }

    /** Newest first. */
    public List<JsonNode> entries(String query) {
        Answer answer = api.call("GET", "/audit" + query);
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
        return StreamSupport.stream(answer.json().required("entries").spliterator(), false)
                .toList();
    }

    /** The newest entry of an action about a branch; reads are written a moment later. */
    public JsonNode newest(String action, Branch branch) {
        return newest("?action=" + action + "&branch_id=" + URLEncoder.encode(branch.id(), StandardCharsets.UTF_8));
    }

    public JsonNode newest(String query) {
        return patiently()
                .until(() -> entries(query), found -> !found.isEmpty())
                .get(0);
    }

    /** The entry that an answer's request left. */
    public JsonNode of(Answer answer, String query) {
        String id = answer.header("X-Request-Id").orElseThrow();
        return patiently()
                .until(
                        () -> entries(query + (query.isEmpty() ? "?" : "&") + "limit=200").stream()
                                .filter(entry ->
                                        entry.path("request_id").asText().equals(id))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    /** The trail after the entry of an answer's request is in it. */
    public Answer answered(Answer answer, String query) {
        of(answer, "");
        return api.call("GET", "/audit" + query);
    }

    public JsonNode verdict() {
        return api.call("GET", "/audit/verify").json();
    }
}
