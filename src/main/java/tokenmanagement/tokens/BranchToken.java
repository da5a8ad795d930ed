package tokenmanagement.tokens;

import java.util.Optional;
import tokenmanagement.clients.Client;

/** A branch's registration and its stored pair, as one read found them. */
public record BranchToken(Client client, Optional<Token> token) {}
