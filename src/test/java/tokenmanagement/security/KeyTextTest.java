package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
    /** Made once and written down: keys that callers hold must open for good. */
    private static final String KNOWN = "tmk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_WzUTlA";

    private static String random() {
        return KeyText.random().secret().reveal();
    }

    @RepeatedTest(50)
    void aKeyHasItsFormAndIsReadAgain() {
        String key = random();

        assertThat(key).matches("tmk_[A-Za-z0-9_-]{43}_[A-Za-z0-9_-]{6}");
        assertThat(KeyText.parse(key))
                .hasValueSatisfying(text -> assertThat(text.secret().reveal()).isEqualTo(key));
    }

    @Test
    void theFormOfKeysDoesNotChange() {
        assertThat(KeyText.parse(KNOWN)).isPresent();
    }

    @Test
    void noTwoKeysAreTheSame() {
        assertThat(Stream.generate(KeyTextTest::random).limit(1000)).doesNotHaveDuplicates();
    }

    static Stream<String> damaged() {
        String key = random();
        return IntStream.range(0, key.length())
                .boxed()
                .flatMap(i -> Stream.of(
                        key.substring(0, i) + (key.charAt(i) == 'A' ? 'B' : 'A') + key.substring(i + 1),
                        key.substring(0, i) + key.substring(i + 1),
                        key.substring(0, i)));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void oneWrongOrMissingCharacterIsNoticed(String key) {
        assertThat(KeyText.parse(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tmk_",
                "tmk__",
                "tmk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_",
                "TMK_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_WzUTlA",
                "tmk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=CHECKS",
                "tmk_\u00e4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_CHECKS",
                "tmk_\u0000AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_CHECKS",
                "\ud83d\ude00",
                "' OR 1=1 --"
            })
    void whatIsNoKeyIsNone(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    void whatStandsAroundAKeyMakesItNone() {
        for (String around : new String[] {" ", "\n", "\r\n", "\u0000", "x"}) {
            assertThat(KeyText.parse(around + KNOWN)).isEmpty();
            assertThat(KeyText.parse(KNOWN + around)).isEmpty();
        }
    }

    @Test
    void aMonstrousTextIsRefusedAtOnce() {
        assertThat(KeyText.parse("tmk_" + "A".repeat(10_000_000))).isEmpty();
    }

    @Test
    void aKeyIsNeverPrinted() {
        KeyText text = KeyText.random();

        assertThat(text.toString())
                .doesNotContain(text.secret().reveal().substring(4))
                .contains("hidden");
    }
}
