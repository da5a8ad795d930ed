package tokenmanagement.tokens;

import java.time.Instant;

/**
 * What came of a consent that was stored.
 *
 * @param expiresAt when the access token expires
 * @param accountChanged the branch was connected with another Google account before
 */
public record Connection(Instant expiresAt, boolean accountChanged) {}
