package tokenmanagement.clients;

import java.net.URI;
import tokenmanagement.platform.Secret;

/**
 * What the authorization server knows a client by (RFC 6749 §2.3.1, §3.1.2).
 *
 * @param googleClientId Google's {@code client_id}
 * @param redirectUri the registered address, the same in both legs of the flow
 */
public record ClientCredentials(String googleClientId, Secret clientSecret, URI redirectUri) {}
