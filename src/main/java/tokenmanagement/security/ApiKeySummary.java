package tokenmanagement.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Route 12's JSON of one API key; the key itself is not in it.
 *
 * @param branches absent: every branch
 * @param lastUsedAt to the hour
 */
record ApiKeySummary(
        long id,
        String name,
        List<String> scopes,
        Optional<List<String>> branches,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> revokedAt) {}
