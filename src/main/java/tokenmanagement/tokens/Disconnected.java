package tokenmanagement.tokens;

/** A branch without a stored pair, and what becomes of its grant at the authorization server. */
public record Disconnected(long clientId, String branchId, RevokedAtGoogle revokedAtGoogle) {}
