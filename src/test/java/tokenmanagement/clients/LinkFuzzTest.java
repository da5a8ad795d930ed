package tokenmanagement.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.CleanOutcome;
import tokenmanagement.support.NastyInput;

/** Whatever stands in an address where a client's number, a link or a search may stand (fault 7). */
class LinkFuzzTest {
    @MethodSource("texts")
    @FuzzTest
    void aNumberALinkOrASearchIsReadOrNone(byte[] input) {
        String text = new String(input, UTF_8);

        CleanOutcome.of(() -> ClientId.parse(text))
                .orElseThrow()
                .ifPresent(id -> assertThat(id).isPositive().hasToString(text));
        CleanOutcome.of(() -> ConnectLink.parse(text)).orElseThrow().ifPresent(link -> assertThat(link.hash())
                .hasSize(43));
        assertThat(CleanOutcome.of(() -> new ClientSearch(text, Optional.empty()).pattern()))
                .isPresent();
    }

    static Stream<byte[]> texts() {
        return Stream.concat(
                        NastyInput.texts(),
                        NastyInput.mutantsOf(
                                "123456789012345678", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "50%_\\"))
                .map(text -> text.getBytes(UTF_8));
    }
}
