package tokenmanagement.clients;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One registration as routes 7 and 8 and the console show it.
 *
 * @param clientSecretAccepted which of the two client secrets Google accepted last; absent: neither yet, since the
 *     present one was written
 */
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
        Optional<String> clientSecretAccepted,
        Instant createdAt,
        Instant updatedAt) {}
