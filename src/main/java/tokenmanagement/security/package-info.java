/**
 * Who may call, how secrets rest, and what is remembered of both: API keys and scopes, rate limits, administrators'
 * sessions; the cipher with its key ring and the re-encryption that follows a change of keys ({@link
 * tokenmanagement.security.SealedColumn} is how a room takes part in it); the audit trail.
 *
 * <p>Imports only {@code platform}. A clear secret never stays in this room: it comes in and goes out as
 * {@link tokenmanagement.platform.Secret}.
 */
package tokenmanagement.security;
