/**
 * What runs the whole service on one machine: PostgreSQL, a stand-in for Google, Payara Micro with the WAR.
 *
 * <p>It lives with the tests because it needs libraries that must never enter the WAR, and because the tests use the
 * same stand-in.
 */
package tokenmanagement.run;
