/**
 * A person's consent, from the redirect to Google until the callback has been answered.
 *
 * <p>Promises: a consent ends in exactly one stored pair or in nothing, and whatever goes wrong leaves an earlier pair
 * as it is. The state is single-use and bound to the browser that started; the code is exchanged at most once. Imports
 * {@code tokens} and the rooms to its left.
 */
package tokenmanagement.oauth;
