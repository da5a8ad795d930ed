package tokenmanagement.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import tokenmanagement.platform.Secret;

/**
 * An API key as its caller holds it: {@code tmk_}, 256 random bits, {@code _}, and the CRC-32 of all before it; both in
 * base64url.
 *
 * <p>The prefix lets scanners find a key that was published by mistake. The checksum tells a mistyped or cut-off key
 * without asking the database; it proves nothing.
 */
record KeyText(Secret secret) {
    private static final String PREFIX = "tmk_";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("tmk_[A-Za-z0-9_-]{43}_[A-Za-z0-9_-]{6}");
    private static final int CHECKSUM_LENGTH = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyText random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        String body = PREFIX + base64Url(bytes) + "_";
        return new KeyText(Secret.of(body + checksum(body)));
    }

    /** Empty for whatever cannot be a key of ours. */
    static Optional<KeyText> parse(String presented) {
        if (!FORM.matcher(presented).matches()) {
            return Optional.empty();
        }
        int end = presented.length() - CHECKSUM_LENGTH;
        boolean intact = checksum(presented.substring(0, end)).equals(presented.substring(end));
        return intact ? Optional.of(new KeyText(Secret.of(presented))) : Optional.empty();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return base64Url(
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
