package tokenmanagement.tokens;

import tokenmanagement.clients.Client;

/**
 * The short right of one node to refresh one row, with the row as it was read after the right was won.
 *
 * @param fence the row's count of leases: a newer one means that this one has run out and been taken over
 * @param generation the parent of what the refresh will bring
 */
public record Lease(Client client, Token token, long fence, long generation) {
    static Lease of(Client client, Token token) {
        return new Lease(client, token, token.fence(), token.generation());
    }
}
