package tokenmanagement.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an API key may be allowed to do. */
public enum Scope {
    CLIENTS_READ,
    CLIENTS_WRITE,
    TOKENS_READ,
    TOKENS_REFRESH,
    REFRESH_TOKENS_READ,
    API_KEYS_WRITE,
    AUDIT_READ,
    METRICS_READ;

    /** As callers write it: {@code refresh-tokens:read}. */
    public String word() {
        String lower = name().toLowerCase(Locale.ROOT);
        int last = lower.lastIndexOf('_');
        return lower.substring(0, last).replace('_', '-') + ':' + lower.substring(last + 1);
    }

    static Optional<Scope> find(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }
}
