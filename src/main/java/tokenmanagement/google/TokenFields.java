package tokenmanagement.google;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tokenmanagement.platform.Secret;

/**
 * The fields of a token response (RFC 6749 §5.1, alphabets of appendix A). Unknown fields are ignored, {@code null} and
 * an empty text count as absent.
 */
record TokenFields(JsonNode json) {
    private static final Pattern ACCESS_TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private static final Pattern REFRESH_TOKEN = Pattern.compile("(?! *$)[\\x20-\\x7e]{1,4096}");
    private static final Pattern SCOPE = Pattern.compile("[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,8192}");
    private static final Pattern ID_TOKEN = Pattern.compile("[A-Za-z0-9._-]{1,16384}");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,100}");
    private static final BigInteger LONGEST_LIFE =
            BigInteger.valueOf(Duration.ofDays(30).toSeconds());

    /** The first field that makes the whole answer unusable, in one word. */
    Optional<String> defect() {
        if (text("access_token", ACCESS_TOKEN).isEmpty()) {
            return Optional.of("bad_access_token");
        }
        if (!"bearer".equalsIgnoreCase(json.path("token_type").textValue())) {
            return Optional.of("bad_token_type");
        }
        if (isBroken("refresh_token", REFRESH_TOKEN)) {
            return Optional.of("bad_refresh_token");
        }
        if (isBroken("scope", SCOPE)) {
            return Optional.of("bad_scope");
        }
        return isBroken("id_token", ID_TOKEN) ? Optional.of("bad_id_token") : Optional.empty();
    }

    Secret accessToken() {
        return text("access_token", ACCESS_TOKEN).map(Secret::of).orElseThrow();
    }

    Optional<Secret> refreshToken() {
        return text("refresh_token", REFRESH_TOKEN).map(Secret::of);
    }

    /** From an answer that is broken otherwise: whatever could be one, since the one that was sent may be dead. */
    Optional<Secret> possibleRefreshToken() {
        return Optional.ofNullable(json.path("refresh_token").textValue())
                .filter(text -> !text.isBlank())
                .map(Secret::of);
    }

    Optional<String> scope() {
        return text("scope", SCOPE);
    }

    Optional<Secret> idToken() {
        return text("id_token", ID_TOKEN).map(Secret::of);
    }

    /** An integer, or its digits in a text, brought into 1 s … 30 days; anything else counts as absent. */
    Optional<Duration> expiresIn() {
        JsonNode field = json.path("expires_in");
        String digits = field.isIntegralNumber() || field.isTextual() ? field.asText() : "";
        if (!INTEGER.matcher(digits).matches()) {
            return Optional.empty();
        }
        BigInteger seconds = new BigInteger(digits).min(LONGEST_LIFE).max(BigInteger.ONE);
        return Optional.of(Duration.ofSeconds(seconds.longValueExact()));
    }

    private boolean isBroken(String name, Pattern form) {
        JsonNode field = json.path(name);
        boolean absent = field.isMissingNode()
                || field.isNull()
                || field.isTextual() && field.textValue().isEmpty();
        return !absent && text(name, form).isEmpty();
    }

    private Optional<String> text(String name, Pattern form) {
        return Optional.ofNullable(json.path(name).textValue())
                .filter(text -> form.matcher(text).matches());
    }

    /** Its fields are secrets. */
    @Override
    public String toString() {
        return "TokenFields[hidden]";
    }
}
