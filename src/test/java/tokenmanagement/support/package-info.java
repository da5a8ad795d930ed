/**
 * What the tests stand on: system objects that know HTTP, JSON, SQL and the servers, so that a test only says what
 * happens.
 *
 * <p>The container tests get theirs with {@code @ArquillianResource}, see {@link tokenmanagement.support.Surroundings}.
 */
package tokenmanagement.support;
