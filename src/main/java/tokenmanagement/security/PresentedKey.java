package tokenmanagement.security;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tokenmanagement.platform.Problem;

/** What the {@code Authorization} fields of one request are worth (RFC 6750 §2.1). */
sealed interface PresentedKey {
    String CHALLENGE = "Bearer realm=\"token-management\"";
    Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7e]+)");

    record Of(Caller caller) implements PresentedKey {}

    record Refused(Problem problem) implements PresentedKey {}

    static PresentedKey judge(List<String> authorization, ApiKeys apiKeys) {
        if (authorization.isEmpty()) {
            return new Refused(problem(CHALLENGE, "Send an API key as \"Authorization: Bearer <api key>\"."));
        }
        if (authorization.size() > 1) {
            return new Refused(notOnce());
        }
        Matcher bearer = BEARER.matcher(authorization.get(0).strip());
        Optional<Caller> caller = bearer.matches() ? apiKeys.callerOf(bearer.group(1)) : Optional.empty();
        return caller.<PresentedKey>map(Of::new)
                .orElseGet(() -> new Refused(problem(
                        CHALLENGE + ", error=\"invalid_token\"",
                        "The API key is wrong, expired or revoked. Ask the operator of this service for a new one.")));
    }

    static Problem notOnce() {
        return Problem.invalidRequest("Send one API key, in one Authorization header and nowhere else.");
    }

    private static Problem problem(String challenge, String detail) {
        return Problem.of(401, "invalid-token", detail).header("WWW-Authenticate", challenge);
    }
}
