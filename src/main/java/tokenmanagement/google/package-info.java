/**
 * The authorization server: where to send a person, how to exchange a code, how to refresh and revoke, whose id token
 * is true, and when to leave it alone (the circuit breaker).
 *
 * <p>The only room that knows ScribeJava and Google's words. It never throws for an answer, whatever the answer is,
 * and keeps nothing: every call is given its credentials and returns a value.
 */
package tokenmanagement.google;
