package tokenmanagement.google;

import java.net.URI;
import tokenmanagement.platform.Secret;

/**
 * Where to send a person for consent, with what must be kept until they come back.
 *
 * @param uri the authorization request (RFC 6749 §4.1.1); it carries the state, so it is no text for a log
 * @param codeVerifier the other half of the {@code code_challenge} in the address (RFC 7636 §4.1)
 */
public record AuthorizationRedirect(URI uri, Secret codeVerifier) {
    @Override
    public String toString() {
        return "AuthorizationRedirect[hidden]";
    }
}
