package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    @Test
    void knownNamesAreRead() {
        QueryParameters query = QueryParameters.of(Uris.query("q", "berlin", "limit", "200"), "q", "limit", "after");

        assertThat(query.text("q")).contains("berlin");
        assertThat(query.number("limit", 1, 200)).contains(200L);
        assertThat(query.text("after")).isEmpty();
        assertThat(query.number("after", 0, 10)).isEmpty();
    }

    @Test
    void anEmptyTextIsAText() {
        assertThat(QueryParameters.of(Uris.query("q", ""), "q").text("q")).contains("");
    }

    @Test
    void anUnknownNameIsRefusedAndTheKnownOnesNamed() {
        Problem problem = refusal(() -> QueryParameters.of(Uris.query("canary", "1"), "min_ttl"));

        assertThat(problem.detail()).contains("min_ttl").doesNotContain("canary");
    }

    @Test
    void whereNothingIsAllowedAnythingIsRefused() {
        refusal(() -> QueryParameters.of(Uris.query("access_token", "canary")));
    }

    /** PostgreSQL takes no NUL in a text. */
    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\nb", "\u0085"})
    void controlCharactersAreRefused(String value) {
        refusal(() -> QueryParameters.of(Uris.query("q", value), "q"));
    }

    @Test
    void whatNobodySearchesForIsTooLong() {
        refusal(() -> QueryParameters.of(Uris.query("q", "x".repeat(1001)), "q"));
    }

    @Test
    void aNameIsNotFoldedToAnother() {
        refusal(() -> QueryParameters.of(Uris.query("MIN_TTL", "1"), "min_ttl"));
    }

    @Test
    void aDoubledParameterIsRefusedEvenWithEqualValues() {
        Problem problem = refusal(() -> QueryParameters.of(Uris.query("min_ttl", "1", "min_ttl", "1"), "min_ttl"));

        assertThat(problem.detail()).contains("min_ttl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "3001",
                "999999",
                "abc",
                "1.5",
                "1e3",
                "0x10",
                " 1",
                "1 ",
                "\u0661",
                "9223372036854775808",
                "99999999999999999999999999"
            })
    void aNumberIsWholeAndWithinItsBounds(String value) {
        QueryParameters query = QueryParameters.of(Uris.query("min_ttl", value), "min_ttl");

        Problem problem = refusal(() -> query.number("min_ttl", 0, 3000));

        assertThat(problem.detail()).contains("min_ttl", "0", "3000");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3000, 3000", "007, 7"})
    void bothBoundsAreIncluded(String value, long expected) {
        QueryParameters query = QueryParameters.of(Uris.query("min_ttl", value), "min_ttl");

        assertThat(query.number("min_ttl", 0, 3000)).contains(expected);
    }

    private static Problem refusal(ThrowingCallable call) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().code()).isEqualTo("invalid-request");
        return refused.problem();
    }
}
