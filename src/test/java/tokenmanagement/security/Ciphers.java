package tokenmanagement.security;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import tokenmanagement.support.TestSettings;

/** Real ciphers without a container. */
public final class Ciphers {
    private Ciphers() {}

    /** With one key that the test need not know. */
    public static SecretCipher any() {
        return of("any:" + key(1));
    }

    /** @param keys as in {@code TOKEN_MANAGEMENT_ENCRYPTION_KEYS} */
    public static SecretCipher of(String keys) {
        SecretCipher cipher = new SecretCipher();
        cipher.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_ENCRYPTION_KEYS", keys));
        cipher.metrics = new SimpleMeterRegistry();
        cipher.unlock();
        return cipher;
    }

    /** What comes of a row that was changed outside the service. */
    public static Undecryptable undecryptable() {
        return new Undecryptable(new SecretCipher.Place("clients", "client_secret_ciphertext", "branch"), "any");
    }

    /** A different key for each number. */
    static String key(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
