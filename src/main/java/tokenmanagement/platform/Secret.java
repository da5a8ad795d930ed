package tokenmanagement.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must never be seen: a client secret, a token, a password, a key.
 *
 * <p>It prints as {@code Secret[hidden]}, compares in constant time, and is not serializable. The only way to the
 * clear text is {@link #reveal()}, so that a search for that word finds every place where a secret leaves its type.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException when the value is null or empty: the absence of a secret is not a secret */
    public static Secret of(String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("a secret cannot be empty");
        }
        return new Secret(value);
    }

    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    /** The same for every secret: a hash of the value would be a fingerprint of it. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
