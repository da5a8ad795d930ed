/**
 * What the service stands on: settings, the clock, problem answers, JSON, health, the schema and the data source.
 *
 * <p>No business word in here, and no import from any other room. Public is only what a room to the right needs.
 */
package tokenmanagement.platform;
