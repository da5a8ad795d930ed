package tokenmanagement.admin;

import java.time.Instant;
import java.util.List;
import tokenmanagement.security.ApiKeySummary;

/** One API key as the list shows it. */
public record ApiKeyRow(ApiKeySummary key, Instant now) {
    /** Whether it opens anything. */
    public boolean active() {
        return key.revokedAt().isEmpty() && now.isBefore(key.expiresAt());
    }

    public String state() {
        if (key.revokedAt().isPresent()) {
            return "Revoked";
        }
        return active() ? "Active" : "Expired";
    }

    public String tone() {
        return active() ? "good" : "quiet";
    }

    public List<String> branches() {
        return key.branches().orElse(List.of());
    }

    public Moment created() {
        return Moment.past(key.createdAt(), now);
    }

    /** A key that was revoked before does not expire any more. */
    public Moment ends() {
        return key.revokedAt().map(at -> Moment.past(at, now)).orElseGet(() -> Moment.ahead(key.expiresAt(), now));
    }

    public Moment used() {
        return Moment.past(key.lastUsedAt(), now);
    }
}
