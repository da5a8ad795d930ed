package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.NOW;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | 120",
                " 120  | 120",
                "99999999 | 3600",
                "99999999999999999999999 | 3600",
                "Thu, 01 Jan 2026 12:02:00 GMT | 120",
                "Thursday, 01-Jan-26 12:02:00 GMT | 120",
                "Thu Jan  1 12:02:00 2026 | 120",
                "Fri, 02 Jan 2026 12:00:00 GMT | 3600"
            })
    void readsSecondsAndTheThreeFormsOfADateUpToAnHour(String value, long seconds) {
        assertThat(RetryAfter.read(value, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-5",
                "1.5",
                "soon",
                "PT2M",
                "Thu, 01 Jan 2026 11:00:00 GMT",
                "Thu, 99 Jan 2026 12:02:00 GMT"
            })
    void hasNothingToSayWhenThereIsNothingToWaitFor(String value) {
        assertThat(RetryAfter.read(value, NOW)).isEmpty();
    }

    @Test
    void isFoundWhateverTheCaseOfItsName() throws Exception {
        try (FakeGoogle google = FakeGoogle.start()) {
            google.answers(FakeReply.answer(429, Map.of("rETRY-aFTER", "120"), ""));

            TokenResponse response = GoogleFixture.refresh(GoogleFixture.server(google));

            assertThat(((Unreachable) response).retryAfter()).contains(Duration.ofSeconds(120));
        }
    }
}
