package tokenmanagement.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.Settings;

/**
 * Where a holder stands after one more request, in the words of draft-ietf-httpapi-ratelimit-headers-10.
 *
 * @param policy the name of the limit
 * @param allowed whether the request may be served
 * @param remaining further requests in this window
 * @param reset until the whole quota is there again
 */
public record Quota(String policy, Settings.RateLimit limit, boolean allowed, long remaining, Duration reset) {
    /** {@code RateLimit-Policy} and {@code RateLimit} (§3, §4); no partition key, it would name a caller. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "RateLimit-Policy",
                '"' + policy + "\";q=" + limit.requests() + ";w="
                        + limit.window().toSeconds());
        fields.put("RateLimit", '"' + policy + "\";r=" + remaining + ";t=" + seconds());
        return fields;
    }

    /** The same time as {@code t}: whoever waits for either is served (RFC 9110 §10.2.3). */
    public String retryAfter() {
        return Long.toString(seconds());
    }

    public Problem refusal() {
        Problem problem = Problem.of(
                        429,
                        "too-many-requests",
                        "More than " + limit.requests() + " requests in "
                                + limit.window().toSeconds() + " seconds. Wait for the time in Retry-After.")
                .header("Retry-After", retryAfter());
        for (Map.Entry<String, String> field : fields().entrySet()) {
            problem = problem.header(field.getKey(), field.getValue());
        }
        return problem;
    }

    private long seconds() {
        return Math.max(1, reset.plusNanos(999_999_999).toSeconds());
    }
}
