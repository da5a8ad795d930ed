package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tokenmanagement.clients.ClientState;

class WordsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT52M59S,in 52 min", "PT59S,in 59 s", "PT1H,in 1 h", "PT47H,in 47 h", "P2D,in 2 days"})
    void saysHowLongATokenStillLives(Duration left, String words) {
        assertThat(Words.remaining(NOW.plus(left), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,expired just now", "PT5M,expired 5 min ago", "P3D,expired 3 days ago"})
    void saysSinceWhenATokenIsExpired(Duration since, String words) {
        assertThat(Words.remaining(NOW.minus(since), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT-2S,just now", "PT59S,just now", "PT8M,8 min ago", "PT3H,3 h ago", "P9D,9 days ago"})
    void saysHowLongAgoSomethingWas(Duration since, String words) {
        assertThat(Words.ago(NOW.minus(since), NOW)).isEqualTo(words);
    }

    @Test
    void everyStateHasItsOwnWords() {
        assertThat(Stream.of(ClientState.values()).map(Words::state))
                .doesNotHaveDuplicates()
                .allMatch(words -> words.matches("[A-Z][a-z ,]+"));
    }

    @Test
    void everyStateHasATone() {
        assertThat(Stream.of(ClientState.values()).map(Words::tone))
                .isSubsetOf("good", "warning", "bad", "waiting", "quiet");
    }

    @ParameterizedTest
    @CsvSource({
        "lost_rotation,'Google''s answer with a new refresh token was lost; nobody withdrew the consent. Send this person a new connect link'",
        "invalid_request,'Google does not understand this service: a bug, tell its operator'",
        "http_503,Google answered with an error (503)",
        "http_403,Google answered with an error (403)",
        "something_new,something_new"
    })
    void saysWhatWentWrong(String word, String words) {
        assertThat(Words.error(word)).isEqualTo(words);
    }

    /** A withdrawal and a lost answer ask for the same, but are not the same. */
    @Test
    void saysWhoseMatterItIs() {
        assertThat(Words.error("invalid_grant")).contains("withdrawn", "connect link");
        assertThat(Words.error("lost_rotation")).contains("nobody withdrew", "connect link");
        assertThat(Words.error("invalid_rapt")).contains("administrator");
    }

    @Test
    void cutsAnErrorThatIsTooLongToRead() {
        assertThat(Words.error("x".repeat(500))).hasSize(121).endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({
        "480013579111-c4ca4238a0b923820dcc509a6f75849b.apps.googleusercontent.com,480013579111-…75849b",
        "480013579111-short.apps.googleusercontent.com,480013579111-short",
        "my-own-id,my-own-id"
    })
    void shortensAGoogleClientIdSoThatBothEndsCanBeCompared(String id, String words) {
        assertThat(Words.shortened(id)).isEqualTo(words);
    }
}
