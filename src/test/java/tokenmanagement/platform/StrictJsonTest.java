package tokenmanagement.platform;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " {\"a\": [1, -2.5, 1e40, true, null, \"ü😀\"]} \n",
                "\"text\"",
                "12345678901234567890",
                "\"\\ud83d\\ude00\"",
                "{\"a\":{\"a\":1}}"
            })
    void readsOneJsonText(String text) throws Exception {
        assertThat(StrictJson.parse(text.getBytes(UTF_8))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{\"a\":1",
                "{\"a\":1}{}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":1}",
                "{\"b\":{\"a\":1,\"\\u0061\":2}}",
                "{'a':1}",
                "{a:1}",
                "[1,]",
                "[NaN]",
                "[Infinity]",
                "[01]",
                "[+1]",
                "// no\n{}",
                "\"\\ud800\"",
                "[\"\\udc00\\ud800\"]",
                "{\"\\ud800\":1}",
                "{\"a\":\"line\nbreak\"}",
                "\uFEFF{}",
                "<html></html>"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text.getBytes(UTF_8))).isInstanceOf(StrictJson.Malformed.class);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
        byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};

        assertThatThrownBy(() -> StrictJson.parse(overlong)).isInstanceOf(StrictJson.Malformed.class);
        assertThatThrownBy(() -> StrictJson.parse(surrogate)).isInstanceOf(StrictJson.Malformed.class);
        assertThatThrownBy(() -> StrictJson.parse("{}".getBytes(UTF_16))).isInstanceOf(StrictJson.Malformed.class);
    }

    @Test
    void readsAsDeepAndAsLongAsAllowedAndNoFurther() throws Exception {
        assertThat(StrictJson.parse(nested(StrictJson.MAX_DEPTH))).isNotNull();
        assertThat(StrictJson.parse("9".repeat(StrictJson.MAX_DIGITS).getBytes(UTF_8)))
                .isNotNull();

        assertThatThrownBy(() -> StrictJson.parse(nested(StrictJson.MAX_DEPTH + 1)))
                .isInstanceOf(StrictJson.Malformed.class);
        assertThatThrownBy(() ->
                        StrictJson.parse("9".repeat(StrictJson.MAX_DIGITS + 1).getBytes(UTF_8)))
                .isInstanceOf(StrictJson.Malformed.class);
    }

    @Test
    void refusesMonstersAtOnce() {
        byte[] digits = "9".repeat(400_000).getBytes(UTF_8);

        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            assertThatThrownBy(() -> StrictJson.parse(nested(200_000))).isInstanceOf(StrictJson.Malformed.class);
            assertThatThrownBy(() -> StrictJson.parse(digits)).isInstanceOf(StrictJson.Malformed.class);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":canary",
                "{\"canary\":1,\"canary\":2}",
                "{\"a\":\"canary\\ud800\"}",
                "{} canary",
                "{\"a\":\"canary\n\"}"
            })
    void neverQuotesTheText(String text) {
        Throwable refusal = catchThrowable(() -> StrictJson.parse(text.getBytes(UTF_8)));

        assertThat(refusal).isInstanceOf(StrictJson.Malformed.class).hasNoCause();
        assertThat(refusal.toString()).doesNotContain("canary");
        assertThat(refusal.getSuppressed()).isEmpty();
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
    }
}
