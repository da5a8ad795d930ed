package tokenmanagement.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    record Words(String googleClientId, boolean isActive, long expiresIn) {}

    record Times(Instant expiresAt, Optional<Instant> lastRefreshedAt) {}

    record Absent(Optional<String> lastError, Optional<String> next, List<String> scopes) {}

    record Explicit(@JsonInclude Optional<String> refreshToken) {}

    record Page(List<Words> clients) {}

    @Test
    void namesAreSnakeCase() {
        assertThat(written(new Words("x", true, 3312)))
                .isEqualTo("{\"google_client_id\":\"x\",\"is_active\":true,\"expires_in\":3312}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T12:00:00Z, 2026-01-01T12:00:00Z",
        "2026-01-01T12:00:00.999999Z, 2026-01-01T12:00:00Z",
        "2038-01-19T03:14:08.5Z, 2038-01-19T03:14:08Z"
    })
    void timesAreUtcToTheSecond(Instant instant, String expected) {
        assertThat(written(new Times(instant, Optional.of(instant))))
                .isEqualTo("{\"expires_at\":\"" + expected + "\",\"last_refreshed_at\":\"" + expected + "\"}");
    }

    @Test
    void absentValuesAreLeftOutAndEmptyListsAreNot() {
        assertThat(written(new Absent(Optional.empty(), Optional.of("7"), List.of())))
                .isEqualTo("{\"next\":\"7\",\"scopes\":[]}");
    }

    @Test
    void aMemberThatTheContractPromisesIsWrittenAsNull() {
        assertThat(written(new Explicit(Optional.empty()))).isEqualTo("{\"refresh_token\":null}");
        assertThat(written(new Explicit(Optional.of("x")))).isEqualTo("{\"refresh_token\":\"x\"}");
    }

    @Test
    void recordsInsideRecordsAreWrittenAlike() {
        assertThat(written(new Page(List.of(new Words("x", false, 1)))))
                .isEqualTo("{\"clients\":[{\"google_client_id\":\"x\",\"is_active\":false,\"expires_in\":1}]}");
    }

    @Test
    void textIsUtf8() {
        Words words = new Words("M\u00fcnchen \ud83d\ude00", true, 0);

        assertThat(written(words)).contains("M\u00fcnchen");
        assertThat(Answers.json(words).path("google_client_id").textValue()).isEqualTo(words.googleClientId());
    }

    @Test
    void whatWouldEndAStringIsEscaped() {
        assertThat(written(new Words("\"\\\n\u0000", true, 0)))
                .startsWith("{\"google_client_id\":\"\\\"\\\\\\n\\u0000\"");
    }

    @Test
    void onlyRecordsAreWritten() {
        Json json = new Json();

        assertThat(json.isWriteable(Words.class, Words.class, new Annotation[0], null))
                .isTrue();
        assertThat(List.of(Object.class, String.class, Map.class, Secret.class, Json.class))
                .noneMatch(type -> json.isWriteable(type, type, new Annotation[0], null));
    }

    private static String written(Record body) {
        return new String(Answers.text(body), UTF_8);
    }
}
