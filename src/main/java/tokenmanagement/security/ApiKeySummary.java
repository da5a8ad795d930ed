package tokenmanagement.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One API key as route 12 and the console list it; the key itself is not in it.
 *
 * @param branches absent: every branch
 * @param lastUsedAt to the hour
 */
public record ApiKeySummary(
        long id,
        String name,
        List<String> scopes,
        Optional<List<String>> branches,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> revokedAt) {}
