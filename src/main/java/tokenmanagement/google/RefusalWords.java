package tokenmanagement.google;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tokenmanagement.google.TokenResponse.Reason;

/**
 * The words of an error response (RFC 6749 §5.2) that this service knows, RFC 6749's and Google's.
 *
 * <p>A word that is not here decides nothing and is kept nowhere: a new word must not kill a grant.
 */
public final class RefusalWords {
    private static final Map<String, Reason> REASONS = Map.ofEntries(
            entry("invalid_grant", Reason.GRANT),
            entry("admin_policy_enforced", Reason.PERSON),
            entry("invalid_client", Reason.CLIENT),
            entry("deleted_client", Reason.CLIENT),
            entry("disabled_client", Reason.CLIENT),
            entry("unauthorized_client", Reason.CLIENT),
            entry("org_internal", Reason.CLIENT),
            entry("invalid_request", Reason.REQUEST),
            entry("invalid_scope", Reason.REQUEST),
            entry("unsupported_grant_type", Reason.REQUEST),
            entry("redirect_uri_mismatch", Reason.REQUEST),
            entry("use_dpop_nonce", Reason.REQUEST),
            entry("invalid_dpop_proof", Reason.REQUEST));

    /** Session control of a Workspace domain: somebody must sign in again. */
    private static final Set<String> REAUTHENTICATION = Set.of("invalid_rapt", "rapt_required");

    private static final Set<String> PASSING =
            Set.of("internal_failure", "server_error", "temporarily_unavailable", "rate_limit_exceeded");

    private RefusalWords() {}

    static Optional<Reason> reason(String error, Optional<String> subtype) {
        if ("invalid_grant".equals(error) && subtype.isPresent()) {
            return Optional.of(Reason.PERSON);
        }
        return Optional.ofNullable(REASONS.get(error));
    }

    /** Whether this word, where it was noted, is about what this service sent. */
    public static boolean isOurFault(String error) {
        return REASONS.get(error) == Reason.REQUEST;
    }

    static Optional<String> knownSubtype(String subtype) {
        return Optional.of(subtype).filter(REAUTHENTICATION::contains);
    }

    static boolean isPassing(String error) {
        return PASSING.contains(error);
    }
}
