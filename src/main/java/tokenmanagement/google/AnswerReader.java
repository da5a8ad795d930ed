package tokenmanagement.google;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tokenmanagement.google.TokenResponse.Granted;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.google.TokenResponse.Refused;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.StrictJson;

/**
 * Judges an answer of the token endpoint: by its status first, then by its body, never by {@code error_description}
 * (RFC 6749 §5). Only 200 grants, only 400, 401 and 403 with a known word refuse, the rest passes.
 */
record AnswerReader(Instant sentAt, Duration latency, HttpAnswer answer) {
    private static final Set<Integer> REFUSING = Set.of(400, 401, 403);

    TokenResponse read() {
        if (answer.status() == 200) {
            return grant();
        }
        String word = "http_" + answer.status();
        if (answer.status() / 100 == 2) {
            return unreachable(Kind.UNUSABLE, word, Optional.empty());
        }
        return REFUSING.contains(answer.status()) ? refusal(word) : unreachable(Kind.TRANSIENT, word, Optional.empty());
    }

    private TokenResponse grant() {
        if (answer.defect().isPresent()) {
            String defect = answer.defect().get();
            Kind kind = defect.equals(HttpAnswer.OVERSIZED) ? Kind.UNUSABLE : Kind.AMBIGUOUS;
            return unreachable(kind, defect, Optional.empty());
        }
        Optional<JsonNode> json = object();
        if (json.isEmpty()) {
            return unreachable(Kind.UNUSABLE, answer.isJson() ? "bad_json" : "not_json", Optional.empty());
        }
        TokenFields fields = new TokenFields(json.get());
        Optional<String> defect = fields.defect();
        if (defect.isPresent()) {
            return unreachable(Kind.UNUSABLE, defect.get(), fields.possibleRefreshToken());
        }
        return new Granted(
                sentAt,
                latency,
                Optional.of(answer.status()),
                fields.accessToken(),
                fields.refreshToken(),
                fields.expiresIn(),
                fields.scope(),
                fields.idToken());
    }

    private TokenResponse refusal(String fallback) {
        Optional<JsonNode> json = object();
        String error = json.map(fields -> fields.path("error").textValue()).orElse("");
        Optional<String> subtype =
                json.map(fields -> fields.path("error_subtype").textValue()).flatMap(RefusalWords::knownSubtype);
        Optional<Reason> reason = RefusalWords.reason(error, subtype);
        if (reason.isPresent()) {
            return new Refused(sentAt, latency, Optional.of(answer.status()), reason.get(), error, subtype);
        }
        return unreachable(Kind.TRANSIENT, RefusalWords.isPassing(error) ? error : fallback, Optional.empty());
    }

    private Optional<JsonNode> object() {
        if (!answer.isJson()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StrictJson.parse(answer.body())).filter(JsonNode::isObject);
        } catch (StrictJson.Malformed e) {
            return Optional.empty();
        }
    }

    private Unreachable unreachable(Kind kind, String error, Optional<Secret> refreshToken) {
        Optional<Duration> retryAfter = answer.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.read(value, sentAt.plus(latency)));
        return new Unreachable(sentAt, latency, Optional.of(answer.status()), kind, error, retryAfter, refreshToken);
    }
}
