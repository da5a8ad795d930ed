package tokenmanagement.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The search finds what it is to find: otherwise the leak tests prove nothing. */
class LeaksTest {
    private static final String SECRET = "1//stand-in-é+x";

    static Stream<String> disguises() {
        byte[] bytes = SECRET.getBytes(UTF_8);
        return Stream.of(
                SECRET,
                "log line with " + SECRET + " inside",
                "{\"refresh_token\":\"1\\/\\/stand-in-é+x\"}",
                "1%2F%2Fstand-in-%C3%A9%2Bx",
                "1%2f%2fstand-in-%c3%a9%2bx",
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                HexFormat.of().withPrefix("%").formatHex(bytes),
                new StringBuilder(SECRET).reverse().toString(),
                base64("" + SECRET),
                base64("1" + SECRET + "behind"),
                base64("12" + SECRET),
                Base64.getUrlEncoder().encodeToString(("Bearer " + SECRET).getBytes(UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void aSecretIsFoundInEveryDisguise(String text) {
        assertThatThrownBy(() -> Leaks.assertNoneIn("a test", text, Map.of("secret", SECRET)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> Leaks.assertNoMarkIn("a test", List.of("harmless", text)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void nothingElseIsFound() {
        assertThatCode(() -> Leaks.assertNoneIn("a test", "stand-in", Map.of("secret", SECRET)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Leaks.assertNoMarkIn("a test", List.of("tmk_ is how keys begin", "1/stand-in")))
                .doesNotThrowAnyException();
    }
}
