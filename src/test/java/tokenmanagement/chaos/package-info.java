/**
 * The proof that no token is lost and none refreshed twice: several real servers, one real PostgreSQL, an authorization
 * server that forgives nothing and writes down everything, and whatever can go wrong between them.
 */
package tokenmanagement.chaos;
