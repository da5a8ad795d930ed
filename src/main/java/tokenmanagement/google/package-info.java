/**
 * The authorization server: where to send a person, how to exchange a code, how to refresh, whose id token is true.
 *
 * <p>The only room that knows ScribeJava and Google's words. It never throws for an answer, whatever the answer is,
 * and keeps nothing: every call is given its credentials and returns a value.
 */
package tokenmanagement.google;
