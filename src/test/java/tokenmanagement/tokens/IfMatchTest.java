package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.ProblemException;

/** RFC 9110 §13.1.1, as far as route 8 takes it. */
class IfMatchTest {
    @Test
    void theTagThatGetGaveNamesTheVersion() {
        assertThat(IfMatch.of(List.of("\"17\"")).version()).contains(17L);
        assertThat(IfMatch.of(List.of(" \"1\" ")).version()).contains(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"17\"", "\"abc\"", "\"\"", "\"0\"", "\"-1\"", "\"99999999999999999999\"", "\"1,2\""})
    void aTagThatWasNeverGivenOutMatchesNothing(String tag) {
        assertThat(IfMatch.of(List.of(tag)).version()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "17", "", "\"1\", \"2\"", "w/\"1\"", "\"1", "\"1\"x", "\"\u00e4 \""})
    void anythingElseIsNoTag(String value) {
        assertThat(catchThrowableOfType(ProblemException.class, () -> IfMatch.of(List.of(value)))
                        .problem()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void noTagAndTwoHeadersAreRefused() {
        assertThat(catchThrowableOfType(ProblemException.class, () -> IfMatch.of(null))
                        .problem()
                        .detail())
                .contains("If-Match is missing");
        assertThat(catchThrowableOfType(ProblemException.class, () -> IfMatch.of(List.of("\"1\"", "\"2\""))))
                .isNotNull();
    }
}
