package tokenmanagement.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What has broken parsers before (faults 7, 14, 15, 16, 25 and 31), and texts that are right but for a few bytes. The
 * same every time: a build must not fail by chance.
 */
public final class NastyInput {
    private static final long SEED = 20_261_122;
    private static final int MUTANTS = 200;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e3",
            "9223372036854775808",
            "1;drop table tokens",
            "../1",
            "..%2f1",
            "%00",
            "%",
            "%zz",
            "\u0000",
            "a\r\nSet-Cookie: x=y",
            "\n2026-11-22T12:00:00Z INFO login ok",
            "\u202egnp.exe",
            "\ufeff",
            "\u2028",
            "\ud83d\ude00",
            "e\u0301",
            "\u0130\u0131\u017f\u212a",
            "\u0660\u0661\u0662",
            "\uff11\uff12",
            "\u00a0\u3000\u200b",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "${jndi:ldap://127.0.0.1/a}",
            "#{7*7}",
            "{{7*7}}",
            "%s%n%d",
            "' OR '1'='1",
            "http:x",
            "http:///x",
            "http://[::1",
            "http://a@b@c:99999/#?*",
            "https://%41:80:80/",
            "x".repeat(10_240),
            " ".repeat(20_000),
            "=".repeat(30_000),
            "&a".repeat(20_000),
            "a@".repeat(10_000),
            "9".repeat(50_000),
            "\u0000".repeat(5_000),
            "\ud83d\ude00".repeat(5_000));
    private static final List<String> JSON = List.of(
            "null",
            "[]",
            "\"x\"",
            "{",
            "{}{}",
            "{} x",
            "\ufeff{}",
            "{\"a\":NaN}",
            "{\"a\":1e999999999}",
            "{\"a\":-0.0}",
            "{\"a\":01}",
            "{\"a\":\"\\ud800\"}",
            "{\"\\ud800\":1}",
            "{\"a\":\"\\u0000\"}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"__proto__\":{}}",
            "{'a':1}",
            "{/**/}",
            "[".repeat(60_000),
            "{\"a\":".repeat(12_000),
            "{\"a\":" + "1".repeat(60_000) + "}",
            "{\"a\":0." + "1".repeat(60_000) + "}",
            "{\"a\":1e" + "9".repeat(60_000) + "}",
            "{\"a\":\"" + "\\u0041".repeat(10_000) + "\"}",
            "{\"" + "a".repeat(60_000) + "\":1}",
            "{\"a\":[" + "1,".repeat(30_000) + "1]}",
            " ".repeat(65_000) + "{}");

    private NastyInput() {}

    public static Stream<String> texts() {
        return TEXTS.stream();
    }

    /** Also numbered names: what makes a hash table slow, and a check for doubled names. */
    public static Stream<byte[]> json() {
        StringBuilder names = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 5_000; i++) {
            names.append(",\"").append(Integer.toString(i, 36)).append("\":0");
        }
        return Stream.concat(JSON.stream(), Stream.of(names.append('}').toString()))
                .map(text -> text.getBytes(UTF_8));
    }

    public static Stream<String> mutantsOf(String... good) {
        Random random = new Random(SEED);
        return Stream.generate(() -> mutant(good[random.nextInt(good.length)], random))
                .limit(MUTANTS);
    }

    /** Broken in the middle of a character, too. */
    public static Stream<byte[]> bytesLike(String... good) {
        Random random = new Random(SEED);
        return mutantsOf(good).map(text -> flipped(text.getBytes(UTF_8), random));
    }

    private static String mutant(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int from = random.nextInt(mutant.length() + 1);
            int to = Math.min(mutant.length(), from + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(from, to);
                case 1 -> mutant.insert(from, TEXTS.get(random.nextInt(TEXTS.size())));
                case 2 -> mutant.insert(from, mutant.substring(from, to).repeat(random.nextInt(50)));
                default -> mutant.replace(from, to, String.valueOf((char) random.nextInt(0x300)));
            }
        }
        return mutant.toString();
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
