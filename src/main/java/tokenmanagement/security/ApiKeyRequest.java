package tokenmanagement.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tokenmanagement.platform.RequestFields;

/**
 * The wish for an API key, checked.
 *
 * @param name the caller's: it stands in logs and in the audit trail
 */
public record ApiKeyRequest(String name, Set<Scope> scopes, BranchLimits limits, Instant expiresAt) {
    /** No key is forever (ASVS 13.2.1); a year and the weeks that people need to notice. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(400);

    private static final int MOST_BRANCHES = 100;
    /** Whom the audit trail calls so is somebody else (see {@link AuditEvent#caller}). */
    private static final Set<String> TAKEN_NAMES = Set.of(ApiKeys.ADMINISTRATION.name(), "anonymous", "browser");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** @throws tokenmanagement.platform.ProblemException 422 naming every wrong field */
    public static ApiKeyRequest of(ObjectNode body, Instant now) {
        RequestFields fields = new RequestFields(body);
        String name = fields.requiredText(
                "name",
                text -> NAME.matcher(text).matches() && !TAKEN_NAMES.contains(text),
                "1 to 64 of A-Z a-z 0-9 . _ @ -, a letter or digit first, and not one of admin-api-key, anonymous, browser");
        List<String> words = requiredScopes(fields, body);
        Optional<List<String>> branches = fields.texts(
                "branches",
                MOST_BRANCHES,
                BranchLimits::isPattern,
                "1 to 100 branch ids, or beginnings of branch ids ending in *; left out: every branch");
        String expiresAt = fields.requiredText(
                "expires_at",
                text -> time(text).filter(time -> isWithinReach(time, now)).isPresent(),
                "a time like 2026-12-31T12:00:00Z (RFC 3339), in the future and within 400 days");
        fields.check();
        Set<Scope> scopes = words.stream()
                .flatMap(word -> Scope.find(word).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
        return new ApiKeyRequest(
                name,
                scopes,
                branches.map(BranchLimits::to).orElse(BranchLimits.NONE),
                time(expiresAt).orElseThrow());
    }

    private static List<String> requiredScopes(RequestFields fields, ObjectNode body) {
        String rule =
                "one or more of " + ApiKey.stored(EnumSet.allOf(Scope.class)).replace(" ", ", ");
        if (!body.hasNonNull("scopes")) {
            fields.wrong("scopes", "is required: " + rule);
        }
        return fields.texts(
                        "scopes",
                        Scope.values().length,
                        word -> Scope.find(word).isPresent(),
                        rule)
                .orElse(List.of());
    }

    private static boolean isWithinReach(Instant time, Instant now) {
        return time.isAfter(now) && !time.isAfter(now.plus(LONGEST_LIFE));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
