/**
 * What the service stands on: settings, the clock, problem answers, JSON, health, figures, the schema, the data
 * source, and the notices by which nodes hear of each other's changes.
 *
 * <p>No business word in here, and no import from any other room. Public is only what a room to the right needs.
 */
package tokenmanagement.platform;
