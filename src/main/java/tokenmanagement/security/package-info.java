/**
 * Who may call, and how secrets rest: API keys and scopes, the cipher with its key ring, administrators' sessions,
 * how often one may ask.
 *
 * <p>Imports only {@code platform}. A clear secret never stays in this room: it comes in and goes out as
 * {@link tokenmanagement.platform.Secret}.
 */
package tokenmanagement.security;
