package tokenmanagement.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tokenmanagement.clients.ClientState;

/** How the console says things to a person. */
final class Words {
    private static final String GOOGLE_SUFFIX = ".apps.googleusercontent.com";
    private static final int LONGEST_ERROR = 120;

    /** The words that the authorization server, or the way to it, leaves in {@code last_error}. */
    private static final String GOOGLE_AWAY = "Google could not be reached";

    private static final String UNREADABLE = "Google's answer could not be used";
    private static final String PASSING = "Google had a passing failure";
    private static final String SLOWER = "Google asks us to slow down";
    private static final String SESSION_OVER =
            "The Workspace ends Google sessions: its administrator must exempt this app, and the person connect again";
    private static final String OUR_FAULT = "Google does not understand this service: a bug, tell its operator";

    private static final Map<String, String> ERRORS = Map.ofEntries(
            Map.entry(
                    "invalid_grant",
                    "Google says the app's consent was withdrawn or has expired. Send this person a new connect link"),
            Map.entry(
                    "lost_rotation",
                    "Google's answer with a new refresh token was lost; nobody withdrew the consent. Send this person a"
                            + " new connect link"),
            Map.entry("invalid_rapt", SESSION_OVER),
            Map.entry("rapt_required", SESSION_OVER),
            Map.entry("admin_policy_enforced", "The Workspace administrator does not allow this access"),
            Map.entry("invalid_client", "Google does not accept this client id and secret"),
            Map.entry("unauthorized_client", "Google does not allow this client to refresh"),
            Map.entry("deleted_client", "The client was deleted at Google"),
            Map.entry("disabled_client", "The client was disabled at Google"),
            Map.entry("org_internal", "The client is only for its own organization"),
            Map.entry("invalid_request", OUR_FAULT),
            Map.entry("invalid_scope", OUR_FAULT),
            Map.entry("unsupported_grant_type", OUR_FAULT),
            Map.entry("redirect_uri_mismatch", OUR_FAULT),
            Map.entry("use_dpop_nonce", OUR_FAULT),
            Map.entry("invalid_dpop_proof", OUR_FAULT),
            Map.entry("unknown_host", GOOGLE_AWAY),
            Map.entry("connect_failed", GOOGLE_AWAY),
            Map.entry("connect_timeout", "Google could not be reached in time"),
            Map.entry("tls_failed", "No connection that proves to be Google: an operator must look"),
            Map.entry("timeout", "Google did not answer in time"),
            Map.entry("no_answer", "Google did not answer"),
            Map.entry("interrupted", "The call to Google was interrupted"),
            Map.entry("not_json", UNREADABLE),
            Map.entry("bad_json", UNREADABLE),
            Map.entry("oversized", UNREADABLE),
            Map.entry("bad_access_token", UNREADABLE),
            Map.entry("bad_token_type", UNREADABLE),
            Map.entry("bad_refresh_token", UNREADABLE),
            Map.entry("bad_scope", UNREADABLE),
            Map.entry("bad_id_token", UNREADABLE),
            Map.entry("foreign_id_token", "Google's answer was about another account; nothing of it was stored"),
            Map.entry("internal_failure", PASSING),
            Map.entry("server_error", PASSING),
            Map.entry("temporarily_unavailable", PASSING),
            Map.entry("http_429", SLOWER),
            Map.entry("rate_limit_exceeded", SLOWER),
            Map.entry("stored_secret_unreadable", "The stored secret cannot be decrypted"));

    private Words() {}

    static String state(ClientState state) {
        return switch (state) {
            case CONNECTED -> "Connected";
            case NEVER_CONNECTED -> "Never connected";
            case REAUTHORIZATION_REQUIRED -> "Needs a person";
            case MISSING_SCOPE -> "Scope missing";
            case CLIENT_MISCONFIGURED -> "Google refuses the client";
            case REFRESH_FAILING -> "Refresh failing, retrying";
            case DISCONNECTED -> "Disconnected";
            case INACTIVE -> "Inactive";
        };
    }

    /** The colour of the badge: it only repeats what the words say. */
    static String tone(ClientState state) {
        return switch (state) {
            case CONNECTED -> "good";
            case REFRESH_FAILING -> "warning";
            case REAUTHORIZATION_REQUIRED, MISSING_SCOPE, CLIENT_MISCONFIGURED -> "bad";
            case NEVER_CONNECTED -> "waiting";
            case DISCONNECTED, INACTIVE -> "quiet";
        };
    }

    static String remaining(Instant expiresAt, Instant now) {
        Duration left = Duration.between(now, expiresAt);
        return left.isNegative() || left.isZero() ? "expired " + ago(expiresAt, now) : "in " + length(left);
    }

    static String ago(Instant past, Instant now) {
        Duration since = Duration.between(past, now);
        return since.toMinutes() < 1 ? "just now" : length(since) + " ago";
    }

    private static String length(Duration duration) {
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        if (duration.toDays() < 2) {
            return duration.toHours() + " h";
        }
        return duration.toDays() + " days";
    }

    static String error(String word) {
        String known = ERRORS.get(word);
        if (known != null) {
            return known;
        }
        if (word.matches("http_\\d{3}")) {
            return "Google answered with an error (" + word.substring(5) + ")";
        }
        return word.length() > LONGEST_ERROR ? word.substring(0, LONGEST_ERROR) + "…" : word;
    }

    /** Without the ending that all share, and without the middle of what is still long. */
    static String shortened(String googleClientId) {
        String id = googleClientId.endsWith(GOOGLE_SUFFIX)
                ? googleClientId.substring(0, googleClientId.length() - GOOGLE_SUFFIX.length())
                : googleClientId;
        return id.length() <= 22 ? id : id.substring(0, 13) + "…" + id.substring(id.length() - 6);
    }
}
