package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.security.BranchLimits;

class ClientSearchTest {
    @ParameterizedTest
    @CsvSource({"'', %%", "Berlin, %berlin%", "50%, %50\\%%", "a_b, %a\\_b%", "a\\b, %a\\\\b%"})
    void whatMeansSomethingToLikeIsTakenAsItIs(String text, String pattern) {
        assertThat(new ClientSearch(text, Optional.empty()).pattern()).isEqualTo(pattern);
    }

    @ParameterizedTest
    @EnumSource
    void aStateIsFoundByItsWord(ClientState state) {
        assertThat(state.word()).matches("[a-z]+(-[a-z]+)*");
        assertThat(ClientState.find(state.word())).contains(state);
    }

    @Test
    void noOtherWordIsAState() {
        assertThat(ClientState.find("CONNECTED")).isEmpty();
        assertThat(ClientState.find("")).isEmpty();
    }

    @Test
    void limitsAreExactOrBeginnings() {
        BranchLimits limits = BranchLimits.to(List.of("a_b", "50*"));

        assertThat(new ClientSearch("", Optional.empty(), limits).limitPatterns())
                .containsExactly("a\\_b", "50%");
        assertThat(new ClientSearch("", Optional.empty()).limitPatterns()).isEmpty();
    }
}
