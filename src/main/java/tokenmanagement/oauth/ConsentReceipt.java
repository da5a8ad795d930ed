package tokenmanagement.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/**
 * What the result page shows, carried to it in an encrypted cookie: nothing of it stands in an address, and nobody can
 * make one up.
 *
 * @param scope as it was granted
 */
record ConsentReceipt(String branchId, String scope, Instant expiresAt) {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final String COOKIE = "tm_consent";

    private static final SecretCipher.Place PLACE = new SecretCipher.Place("cookie", COOKIE, "");

    static ConsentReceipt of(CallbackResult.Connected connected, Instant now) {
        return new ConsentReceipt(connected.branchId(), connected.scope(), now.plus(LIFE));
    }

    List<String> scopes() {
        return List.of(scope.split(" "));
    }

    /** Branch ids and scopes hold no line breaks, so lines part them. */
    String seal(SecretCipher cipher) {
        Secret lines = Secret.of(expiresAt.getEpochSecond() + "\n" + branchId + "\n" + scope);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cipher.encrypt(lines, PLACE));
    }

    /** Empty for whatever this service did not seal, or sealed too long ago. */
    static Optional<ConsentReceipt> open(String sealed, SecretCipher cipher, Instant now) {
        try {
            String[] lines = cipher.decrypt(Base64.getUrlDecoder().decode(sealed), PLACE)
                    .reveal()
                    .split("\n");
            Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(lines[0]));
            return Optional.of(new ConsentReceipt(lines[1], lines[2], expiresAt))
                    .filter(receipt -> now.isBefore(expiresAt));
        } catch (IllegalArgumentException | Undecryptable e) {
            // a cookie is the browser's word: whatever cannot be opened is no receipt
            return Optional.empty();
        }
    }
}
