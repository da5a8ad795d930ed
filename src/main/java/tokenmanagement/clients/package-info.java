/**
 * Which Google client belongs to which branch: registration, change, listing, connect links, and the credentials for the
 * rooms to the right.
 *
 * <p>A client secret comes in here once, is stored encrypted, and leaves only as {@link
 * tokenmanagement.clients.ClientCredentials} for the authorization server. Imports {@code security} and
 * {@code platform}.
 */
package tokenmanagement.clients;
