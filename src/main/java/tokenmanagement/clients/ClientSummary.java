package tokenmanagement.clients;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Route 7's JSON of one registration. */
record ClientSummary(
        long clientId,
        String branchId,
        String googleClientId,
        String workspaceEmail,
        String workspaceName,
        String redirectUri,
        List<String> scopes,
        boolean isActive,
        String status,
        boolean connected,
        Optional<String> googleEmail,
        Optional<String> grantedScope,
        Optional<Instant> expiresAt,
        Optional<Instant> lastRefreshedAt,
        Optional<String> lastError,
        Optional<Instant> nextRefreshAt,
        Instant createdAt,
        Instant updatedAt) {}
