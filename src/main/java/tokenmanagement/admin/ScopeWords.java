package tokenmanagement.admin;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tokenmanagement.security.Scope;

/** The scopes of an API key as choices for a person. */
final class ScopeWords {
    /** The words, each with the scope as callers write it. */
    static final Map<String, String> ALL = all();

    private ScopeWords() {}

    private static Map<String, String> all() {
        Map<String, String> choices = new LinkedHashMap<>();
        Arrays.stream(Scope.values()).forEach(scope -> choices.put(words(scope), scope.word()));
        return Collections.unmodifiableMap(choices);
    }

    private static String words(Scope scope) {
        return switch (scope) {
            case CLIENTS_READ -> "See registrations and their state";
            case CLIENTS_WRITE -> "Register and change clients, make connect links";
            case TOKENS_READ -> "Get access tokens";
            case TOKENS_REFRESH -> "Refresh tokens now";
            case REFRESH_TOKENS_READ -> "See refresh tokens";
            case API_KEYS_WRITE -> "Create, list and revoke API keys";
            case AUDIT_READ -> "Read the audit trail";
            case METRICS_READ -> "Read the metrics";
        };
    }
}
