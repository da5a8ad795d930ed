/**
 * The console under {@code /admin}: what a person sees, and never a secret. Pages are in {@code src/main/webapp/admin},
 * the words on them in {@link tokenmanagement.admin.Words}.
 *
 * <p>{@link tokenmanagement.admin.ConsoleFilter} lets nobody past the sign-in page without a session. May import from
 * every other room; none imports from here.
 */
package tokenmanagement.admin;
