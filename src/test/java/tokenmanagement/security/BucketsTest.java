package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Settings;
import tokenmanagement.support.Callers;

class BucketsTest {
    private static final Settings.RateLimit THREE = new Settings.RateLimit(3, Duration.ofSeconds(60));

    private final MutableTime time = new MutableTime();
    private final Buckets buckets = new Buckets(THREE, 10, time);

    @Test
    void refusesWhatGoesBeyondTheLimit() {
        assertThat(IntStream.range(0, 5).mapToObj(i -> buckets.take("a").isConsumed()))
                .containsExactly(true, true, true, false, false);
    }

    @Test
    void countsEveryHolderApart() {
        IntStream.range(0, 5).forEach(i -> buckets.take("a"));

        ConsumptionProbe other = buckets.take("b");

        assertThat(other.isConsumed()).isTrue();
        assertThat(other.getRemainingTokens()).isEqualTo(2);
    }

    @Test
    void theWholeQuotaIsBackWhenTheWindowEndsAndNothingBefore() {
        IntStream.range(0, 5).forEach(i -> buckets.take("a"));

        time.advance(Duration.ofMillis(59_999));
        assertThat(buckets.take("a").isConsumed()).isFalse();

        time.advance(Duration.ofMillis(1));
        assertThat(buckets.take("a").getRemainingTokens()).isEqualTo(2);
    }

    @Test
    void whoIsRefusedLearnsWhenTheWindowEnds() {
        IntStream.range(0, 3).forEach(i -> buckets.take("a"));
        time.advance(Duration.ofSeconds(20));

        ConsumptionProbe refused = buckets.take("a");

        assertThat(Duration.ofNanos(refused.getNanosToWaitForReset())).hasSeconds(40);
        assertThat(refused.getNanosToWaitForRefill()).isEqualTo(refused.getNanosToWaitForReset());
    }

    @Test
    void remembersNoMoreThanTwiceItsCapacity() {
        IntStream.range(0, 10_000).forEach(i -> buckets.take("holder-" + i));

        assertThat(buckets.size()).isLessThanOrEqualTo(20);
    }

    @Test
    void whoIsBusyIsNotForgottenInTheCrowd() {
        buckets.take("busy");
        buckets.take("busy");
        buckets.take("busy");

        for (int i = 0; i < 1_000; i++) {
            buckets.take("holder-" + i);
            assertThat(buckets.take("busy").isConsumed()).isFalse();
        }
    }

    @Test
    void neverGivesOutMoreThanTheLimitHoweverManyAskAtOnce() {
        Buckets shared = new Buckets(new Settings.RateLimit(1_000, Duration.ofHours(1)), 10, TimeMeter.SYSTEM_NANOTIME);
        AtomicInteger served = new AtomicInteger();

        Callers.atOnce(8, () -> {
            for (int i = 0; i < 500; i++) {
                served.addAndGet(shared.take("a").isConsumed() ? 1 : 0);
            }
            return null;
        });

        assertThat(served).hasValue(1_000);
    }
}
