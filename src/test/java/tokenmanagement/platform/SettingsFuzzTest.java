package tokenmanagement.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.CleanOutcome.CANARY;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.CleanOutcome;
import tokenmanagement.support.NastyInput;

/** Whatever the environment holds: settings, or a list of mistakes that quotes none of it. */
class SettingsFuzzTest {
    @MethodSource("values")
    @FuzzTest
    void aValueOfAnySettingIsTakenOrNamedAsAMistake(byte[] value) {
        String text = new String(value, UTF_8);
        for (String name : names()) {
            read(name, text);
            read(name, CANARY + text).ifPresent(mistakes -> CleanOutcome.assertSilent(mistakes));
        }
    }

    @MethodSource("values")
    @FuzzTest
    void aDatabaseUrlIsReadOrRefused(byte[] value) {
        String text = new String(value, UTF_8);
        for (String url : new String[] {text, "postgresql://" + CANARY + text, "postgresql://u:" + CANARY + text}) {
            CleanOutcome.of(() -> refusal(url)).orElseThrow().ifPresent(CleanOutcome::assertSilent);
        }
    }

    static Stream<byte[]> values() {
        return Stream.concat(
                        NastyInput.texts(),
                        NastyInput.mutantsOf(
                                "postgresql://user:pass%20word@db-1:5433,[::1]/tokens?sslmode=verify-full&options=",
                                "first:" + SettingsTest.KEY, "https://tokens.example.com:8443", "600/60s", "PT10S"))
                .map(text -> text.getBytes(UTF_8));
    }

    /** What the reader asks for, but for the files that an environment may name. */
    private static TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        SettingsReader.read(name -> {
            names.add(name);
            return SettingsTest.ENOUGH.get(name);
        });
        names.removeIf(name -> name.endsWith("_FILE"));
        return names;
    }

    private static Optional<String> read(String name, String value) {
        return CleanOutcome.of(() -> {
                    try {
                        SettingsReader.read(SettingsTest.environment(name, value)::get);
                        return Optional.<String>empty();
                    } catch (InvalidSettings e) {
                        return Optional.of(e.getMessage());
                    }
                })
                .orElseThrow();
    }

    private static Optional<String> refusal(String url) {
        try {
            DatabaseUrl.parse(url);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasNoCause();
            return Optional.of(e.getMessage());
        }
    }
}
