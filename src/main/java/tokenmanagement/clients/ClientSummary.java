package tokenmanagement.clients;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One registration as route 7 and the console show it. */
public record ClientSummary(
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
