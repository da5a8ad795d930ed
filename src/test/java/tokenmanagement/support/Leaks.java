package tokenmanagement.support;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Searches texts for secrets, in the clear and in the forms in which they slip through a search. */
public final class Leaks {
    /** How every secret of the container tests begins: those of the settings and of clients, those of the stand-in. */
    private static final List<String> MARKS = List.of("canary-", "1//stand-in-");

    /** RFC 7519: the stand-in's access tokens and id tokens. */
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.");

    /** An API key that the service made, in the clear and in hex. */
    private static final Pattern API_KEY =
            Pattern.compile("tmk_[\\w-]{43}_[\\w-]{6}|746d6b5f[0-9a-fA-F]{86}5f[0-9a-fA-F]{12}");

    private Leaks() {}

    /** @param secrets by name: an assertion must not print what it looks for */
    public static void assertNoneIn(String place, String text, Map<String, String> secrets) {
        Set<String> found = new TreeSet<>();
        secrets.forEach((name, secret) -> {
            if (forms(secret).stream().anyMatch(text::contains)) {
                found.add(name);
            }
        });
        assertThat(found).as("secrets in " + place).isEmpty();
    }

    /** For texts of the whole run, where nobody knows each secret. */
    public static void assertNoMarkIn(String place, List<String> lines) {
        Set<String> marks = MARKS.stream().flatMap(mark -> forms(mark).stream()).collect(toCollection(TreeSet::new));
        List<String> found = lines.stream()
                .filter(line -> marks.stream().anyMatch(line::contains)
                        || API_KEY.matcher(line).find()
                        || JWT.matcher(line).find())
                .toList();
        assertThat(found).as("lines with secrets in " + place).isEmpty();
    }

    /** Only the answers that the contract names may hold a token, no answer anything else. */
    static void check(URI server, Answer answer) {
        if (!server.getAuthority().equals(answer.asked().getAuthority())) {
            return;
        }
        String place = "the answer to " + answer.asked().getPath();
        assertNoMarkIn(place, List.of(answer.headers().map().toString()));
        if (!mayHoldTokens(answer)) {
            assertNoMarkIn(place, List.of(answer.body()));
        }
    }

    private static boolean mayHoldTokens(Answer answer) {
        String path = answer.asked().getPath();
        return answer.status() == 200 && path.matches("/token-management/(tokens/[^/]+|auth/callback)")
                || answer.status() == 201 && path.equals("/token-management/api-keys");
    }

    /** What an address leaves as it is, and the rest in hex of either case (RFC 3986 §2.1). */
    private static String percentEncoded(String secret, HexFormat hex) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : secret.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = (char) b < 0x80 && (Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0);
            encoded.append(unreserved ? String.valueOf((char) b) : "%" + hex.toHexDigits(b));
        }
        return encoded.toString();
    }

    private static Set<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Set<String> forms = new TreeSet<>();
        forms.add(secret);
        forms.add(secret.replace("/", "\\/"));
        forms.add(new StringBuilder(secret).reverse().toString());
        for (HexFormat hex : List.of(HexFormat.of(), HexFormat.of().withUpperCase())) {
            forms.add(hex.formatHex(bytes));
            forms.add(hex.withPrefix("%").formatHex(bytes));
            forms.add(hex.withPrefix("\\u00").formatHex(bytes));
            forms.add(percentEncoded(secret, hex));
        }
        // wherever the secret begins in what was encoded, one of three cuts falls on a group of three bytes
        for (int start = 0; start < 3; start++) {
            int end = start + (bytes.length - start) / 3 * 3;
            if (end - start >= 6) {
                byte[] cut = Arrays.copyOfRange(bytes, start, end);
                forms.add(Base64.getEncoder().encodeToString(cut));
                forms.add(Base64.getUrlEncoder().encodeToString(cut));
            }
        }
        return forms;
    }
}
