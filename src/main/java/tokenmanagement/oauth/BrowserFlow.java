package tokenmanagement.oauth;

import java.security.SecureRandom;
import java.util.Base64;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Sha256;

/**
 * The random values of one consent, 256 bits each.
 *
 * @param state travels through the authorization server and comes back (RFC 6749 §10.12)
 * @param browserSecret stays in a cookie of the browser that started
 * @param nonce comes back inside the id token (OpenID Connect Core §3.1.2.1)
 */
record BrowserFlow(Secret state, Secret browserSecret, String nonce) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static BrowserFlow start() {
        return new BrowserFlow(Secret.of(random()), Secret.of(random()), random());
    }

    String stateHash() {
        return Sha256.base64Url(state.reveal());
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "BrowserFlow[hidden]";
    }
}
