package tokenmanagement.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.security.ApiKeyRequest;

/** What a person filled in for a new API key; sent as the body of route 12, so that one set of rules serves both. */
public class ApiKeyForm {
    private static final Duration USUAL_LIFE = Duration.ofDays(90);

    /** What to say about a field that people fill in otherwise than programs. */
    private static final Map<String, String> OWN_WORDS = Map.of(
            "scopes", "Choose at least one.",
            "branches", "At most 100 lines; each a branch id, or the beginning of one with * behind it.",
            "expires_at", "Choose a day from today on, within 400 days.");

    private final Instant now;
    private String name = "";
    private List<String> scopes = List.of();
    private String branches = "";
    private String expires;

    ApiKeyForm(Instant now) {
        this.now = now;
        expires = day(now.plus(USUAL_LIFE));
    }

    /** @throws ProblemException with every wrong field */
    ApiKeyRequest request() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", name.strip());
        scopes.forEach(body.putArray("scopes")::add);
        List<String> limits = branches.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (!limits.isEmpty()) {
            limits.forEach(body.putArray("branches")::add);
        }
        body.put("expires_at", expires + "T23:59:59Z");
        return ApiKeyRequest.of(body, now);
    }

    /** The field's mistake in words for a person. */
    static String words(Problem.FieldError mistake) {
        String words = OWN_WORDS.getOrDefault(mistake.field(), mistake.detail());
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public List<String> getScopes() {
        return scopes;
    }

    public void setScopes(List<String> scopes) {
        this.scopes = List.copyOf(scopes);
    }

    /** One branch id, or beginning of one, a line; none: every branch. */
    public String getBranches() {
        return branches;
    }

    public void setBranches(String branches) {
        this.branches = branches;
    }

    /** The last day of the key's life, in UTC. */
    public String getExpires() {
        return expires;
    }

    public void setExpires(String expires) {
        this.expires = expires;
    }

    public String getFirstDay() {
        return day(now);
    }

    /** The last day that is whole within the longest life. */
    public String getLastDay() {
        return day(now.plus(ApiKeyRequest.LONGEST_LIFE).minus(Duration.ofDays(1)));
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }
}
