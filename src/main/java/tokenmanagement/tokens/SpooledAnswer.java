package tokenmanagement.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.StrictJson;

/**
 * An answer with a token that the database could not take yet, and what is needed to write it down later.
 *
 * @param branchId with {@code subject} it tells whether the row that is found later is the one that was refreshed
 * @param subject Google's {@code sub}
 */
record SpooledAnswer(
        long clientId,
        String branchId,
        String subject,
        long generation,
        long fence,
        Cause cause,
        TokenResponse response) {

    static SpooledAnswer of(Lease lease, TokenResponse response, Cause cause) {
        return new SpooledAnswer(
                lease.client().id(),
                lease.client().branchId(),
                lease.token().googleSubject(),
                lease.generation(),
                lease.fence(),
                cause,
                response);
    }

    /** Whether something is lost with the answer: other answers can be had again. */
    static boolean isWorthKeeping(TokenResponse response) {
        return response instanceof TokenResponse.Granted
                || response instanceof TokenResponse.Unreachable unreachable
                        && unreachable.refreshToken().isPresent();
    }

    /** The lease under which it came, on the row as it is now. */
    Lease lease(BranchToken row) {
        return new Lease(row.client(), row.token().orElseThrow(), fence, generation, System.nanoTime());
    }

    boolean isAbout(BranchToken row) {
        return row.client().branchId().equals(branchId)
                && row.token()
                        .filter(token -> token.googleSubject().equals(subject))
                        .isPresent();
    }

    Secret text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("client_id", clientId).put("branch_id", branchId).put("subject", subject);
        json.put("generation", generation).put("fence", fence).put("cause", cause.name());
        json.put("sent_at", response.sentAt().toString())
                .put("latency", response.latency().toString());
        response.status().ifPresent(status -> json.put("status", status));
        if (response instanceof TokenResponse.Granted granted) {
            json.put("access_token", granted.accessToken().reveal());
            granted.refreshToken().ifPresent(token -> json.put("refresh_token", token.reveal()));
            granted.expiresIn().ifPresent(life -> json.put("expires_in", life.toString()));
            granted.scope().ifPresent(scope -> json.put("scope", scope));
        } else if (response instanceof TokenResponse.Unreachable unreachable) {
            json.put("error", unreachable.error());
            unreachable.refreshToken().ifPresent(token -> json.put("refresh_token", token.reveal()));
        }
        return Secret.of(json.toString());
    }

    /** @throws StrictJson.Malformed when the text is not one that {@link #text} wrote */
    static SpooledAnswer read(Secret text) throws StrictJson.Malformed {
        JsonNode json = StrictJson.parse(text.reveal().getBytes(StandardCharsets.UTF_8));
        return new SpooledAnswer(
                json.path("client_id").longValue(),
                json.path("branch_id").textValue(),
                json.path("subject").textValue(),
                json.path("generation").longValue(),
                json.path("fence").longValue(),
                Cause.valueOf(json.path("cause").textValue()),
                response(json));
    }

    private static TokenResponse response(JsonNode json) {
        Instant sentAt = Instant.parse(json.path("sent_at").textValue());
        Duration latency = Duration.parse(json.path("latency").textValue());
        Optional<Integer> status = Optional.of(json.path("status").intValue());
        Optional<Secret> refreshToken = text(json, "refresh_token").map(Secret::of);
        Optional<Secret> accessToken = text(json, "access_token").map(Secret::of);
        return accessToken
                .<TokenResponse>map(token -> new TokenResponse.Granted(
                        sentAt,
                        latency,
                        status,
                        token,
                        refreshToken,
                        text(json, "expires_in").map(Duration::parse),
                        text(json, "scope"),
                        Optional.empty()))
                .orElseGet(() -> new TokenResponse.Unreachable(
                        sentAt,
                        latency,
                        status,
                        TokenResponse.Kind.UNUSABLE,
                        json.path("error").textValue(),
                        Optional.empty(),
                        refreshToken));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.path(name).textValue());
    }
}
