/**
 * The stored pair of each branch: handing out an access token that works, and refreshing it before it expires.
 *
 * <p>Promises: a stored refresh token is never lost, and no pair is refreshed twice. One way leads to a refresh,
 * whoever asks: {@link tokenmanagement.tokens.TokenService} joins the callers of this node in one future, {@link
 * tokenmanagement.tokens.LeaseStore#claim} gives one node the lease, and {@link
 * tokenmanagement.tokens.TokenStore#record} judges the outcome by generation and fence. Nothing is held while the
 * authorization server thinks. An answer that the database cannot take waits in {@link tokenmanagement.tokens.Spool}; a
 * grant that is given up is ended at Google from the list in {@link tokenmanagement.tokens.RevocationStore}. Imports {@code google} and the rooms to its left.
 */
package tokenmanagement.tokens;
