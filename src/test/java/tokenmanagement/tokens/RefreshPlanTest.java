package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.NOON;
import static tokenmanagement.tokens.Tokens.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshPlanTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    private static Duration wait(double chance, Duration life) {
        return Duration.between(NOON, plan(chance).nextRefresh(NOON, life));
    }

    @Test
    void theNextRefreshIsAt60To85PercentOfTheLife() {
        assertThat(wait(0, HOUR)).isEqualTo(Duration.ofSeconds(2160));
        assertThat(wait(0.5, HOUR)).isEqualTo(Duration.ofSeconds(2610));
        assertThat(wait(ALMOST_ONE, HOUR))
                .isLessThanOrEqualTo(Duration.ofSeconds(3060))
                .isGreaterThan(Duration.ofSeconds(3059));
    }

    @Test
    void tokensThatWereIssuedTogetherDoNotRefreshTogether() {
        RefreshPlan lucky = new RefreshPlan();
        Set<Instant> planned = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            planned.add(lucky.nextRefresh(NOON, HOUR));
        }

        assertThat(planned).hasSizeGreaterThan(900);
        assertThat(planned).allMatch(at -> !at.isBefore(NOON.plusSeconds(2160)) && !at.isAfter(NOON.plusSeconds(3060)));
    }

    @ParameterizedTest
    @CsvSource({"PT1S, PT30S", "PT10S, PT30S", "PT40S, PT30S", "PT60S, PT43.5S"})
    void refreshesOfOneGrantAreAtLeast30SecondsApart(Duration life, Duration expected) {
        assertThat(wait(0.5, life)).isEqualTo(expected);
    }

    @Test
    void aMonthOfLifeOverflowsNothing() {
        assertThat(wait(0.5, Duration.ofDays(30)))
                .isEqualTo(Duration.ofDays(30).multipliedBy(29).dividedBy(40));
    }

    @ParameterizedTest
    @CsvSource({
        "PT300S, PT3600S, PT300S",
        "PT0S, PT3600S, PT0S",
        "PT3000S, PT3600S, PT3000S",
        "PT300S, PT331S, PT300S",
        "PT300S, PT330S, PT66S",
        "PT300S, PT300S, PT60S",
        "PT3000S, PT600S, PT120S",
        "PT300S, PT10S, PT2S",
        "PT1S, PT10S, PT1S",
        "PT0S, PT10S, PT0S"
    })
    void theMarginIsWhatWasAskedForOrAFifthOfAShortLife(Duration asked, Duration life, Duration margin) {
        assertThat(plan(0).margin(asked, life)).isEqualTo(margin);
    }

    @Test
    void aFreshTokenAlwaysHasMoreLifeThanTheMargin() {
        for (int life = 1; life <= 4000; life++) {
            Duration margin = plan(0).margin(Duration.ofSeconds(3000), Duration.ofSeconds(life));

            assertThat(margin).isLessThan(Duration.ofSeconds(life));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "5, 32", "9, 512", "10, 900", "11, 900", "62, 900", "63, 900", "2147483647, 900"
    })
    void thePauseGrowsWithEachFailureUpToAQuarterOfAnHour(int failures, long bound) {
        assertThat(plan(ALMOST_ONE).pause(failures))
                .isLessThanOrEqualTo(Duration.ofSeconds(bound))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(bound).minusMillis(1));
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "10", "1000"})
    void thePauseIsNeverUnderASecond(int failures) {
        assertThat(plan(0).pause(failures)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void thePauseIsJitteredOverItsWholeRange() {
        assertThat(plan(0.5).pause(10)).isEqualTo(Duration.ofSeconds(450));
        assertThat(plan(0.01).pause(10)).isEqualTo(Duration.ofSeconds(9));
    }
}
