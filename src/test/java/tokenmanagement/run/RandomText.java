package tokenmanagement.run;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text nobody can guess. */
final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** No vowels, no look-alikes: easy to read out, and no words by accident. */
    private static final String READABLE = "bcdfghjkmnpqrstvwxz23456789";

    private RandomText() {}

    static String urlSafe(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(bytes(bytes));
    }

    static String hex(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }

    /** Groups of four characters, about 19 bits each. */
    static String readable(int groups) {
        return IntStream.range(0, groups)
                .mapToObj(group -> RANDOM.ints(4, 0, READABLE.length())
                        .mapToObj(index -> String.valueOf(READABLE.charAt(index)))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
