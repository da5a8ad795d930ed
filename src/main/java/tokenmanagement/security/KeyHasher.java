package tokenmanagement.security;

import com.google.crypto.tink.subtle.Hkdf;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tokenmanagement.platform.Settings;

/**
 * Hashes API keys under keys of their own, so that whoever reads the table can neither use a key nor try one out.
 *
 * <p>Each key of the ring gives one hashing key: HKDF-SHA-256 (RFC 5869) without salt, with {@link #PURPOSE} as info.
 * The hash is HMAC-SHA-256 (RFC 2104) of the whole key. A fast hash is right, since a key is 256 random bits.
 */
@ApplicationScoped
public class KeyHasher {
    private static final String PURPOSE = "token-management/api-keys/v1";
    private static final String HMAC = "HmacSHA256";

    @Inject
    Settings settings;

    private List<HashingKey> keys;

    /**
     * The hash of an API key.
     *
     * @param ringKeyId the number of the ring's key that it was made under
     * @param text base64url without padding
     */
    record KeyHash(int ringKeyId, String text) {}

    private record HashingKey(int ringKeyId, SecretKeySpec key) {}

    @PostConstruct
    void derive() {
        keys = settings.encryptionKeys().stream().map(KeyHasher::derived).toList();
    }

    /** Under every key of the ring, the primary one first. */
    List<KeyHash> hashes(KeyText text) {
        return keys.stream().map(key -> hash(text, key)).toList();
    }

    private static HashingKey derived(Settings.EncryptionKey ringKey) {
        byte[] material = Base64.getDecoder().decode(ringKey.key().reveal());
        try {
            byte[] derived =
                    Hkdf.computeHkdf(HMAC, material, new byte[0], PURPOSE.getBytes(StandardCharsets.US_ASCII), 32);
            return new HashingKey(KeyRing.idOf(ringKey.id()), new SecretKeySpec(derived, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keys that hash API keys cannot be derived", e);
        }
    }

    private static KeyHash hash(KeyText text, HashingKey key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key.key());
            byte[] hash = mac.doFinal(text.secret().reveal().getBytes(StandardCharsets.US_ASCII));
            return new KeyHash(
                    key.ringKeyId(), Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
