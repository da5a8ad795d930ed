package tokenmanagement.google;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.platform.StrictJson;

/** What came of a revocation (RFC 7009 §2.2, as Google answers it). */
public sealed interface RevocationResult {
    /** The grant is dead: by this call, or it was so before. */
    record Done() implements RevocationResult {}

    /**
     * The grant may live still.
     *
     * @param error one word for logs and rows, for example {@code http_503}, {@code timeout}
     * @param retryAfter what the answer asked for, at most one hour
     */
    record Failed(String error, Optional<Duration> retryAfter) implements RevocationResult {}

    /** RFC 7009 §2.2.1: a 503 leaves the token alive. Google calls an unknown token 400, where the RFC says 200. */
    static RevocationResult of(HttpAnswer answer, Instant now) {
        if (answer.status() == 200 || answer.status() == 400 && isUnknownToken(answer)) {
            return new Done();
        }
        return new Failed(
                "http_" + answer.status(),
                answer.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.read(value, now)));
    }

    private static boolean isUnknownToken(HttpAnswer answer) {
        if (!answer.isJson()) {
            return false;
        }
        try {
            JsonNode body = StrictJson.parse(answer.body());
            return "invalid_token".equals(body.path("error").textValue());
        } catch (StrictJson.Malformed e) {
            return false;
        }
    }
}
