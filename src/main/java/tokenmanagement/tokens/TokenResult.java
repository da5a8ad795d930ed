package tokenmanagement.tokens;

import java.time.Duration;
import java.time.Instant;
import tokenmanagement.platform.Secret;

/** What a caller who asks for a branch's access token gets. */
public sealed interface TokenResult {
    /**
     * An access token that has not expired.
     *
     * @param expiresIn what is left of its life now
     * @param refreshFailed it should have been refreshed, and could not be
     */
    record Issued(
            long clientId,
            String branchId,
            Secret accessToken,
            String scope,
            Instant expiresAt,
            Duration expiresIn,
            boolean refreshFailed)
            implements TokenResult {}

    /** No such branch or client, or one that is not active. */
    record Unknown() implements TokenResult {}

    /** A person must connect the branch, again or for the first time. */
    record ReauthorizationRequired(long clientId, boolean everConnected) implements TokenResult {}

    /**
     * The refresh token is dead, but nobody withdrew it: its successor was in an answer that was lost. A person must
     * connect the branch again.
     */
    record RotationLost(long clientId) implements TokenResult {}

    /** The person, or the authorization server since, left out a scope that the branch needs. */
    record MissingScope(long clientId) implements TokenResult {}

    /** The authorization server refuses the client itself, in this word. */
    record ClientMisconfigured(String error, Duration retryAfter) implements TokenResult {}

    /** What this service sent is refused, in this word: a bug, and no token left that is valid. */
    record RequestRefused(String error) implements TokenResult {}

    /** No usable answer from the authorization server, and no token left that is valid. */
    record ProviderUnavailable(Duration retryAfter) implements TokenResult {}
}
