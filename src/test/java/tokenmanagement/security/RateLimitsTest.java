package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Problem;
import tokenmanagement.support.TestSettings;

class RateLimitsTest {
    private static final Caller CALLER = new Caller("till", EnumSet.of(Scope.TOKENS_READ));

    private final MutableTime time = new MutableTime();
    private final RateLimits limits = of("3/60s", time);

    static RateLimits of(String setting, MutableTime time) {
        RateLimits limits = new RateLimits();
        limits.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_RATE_LIMIT", setting));
        limits.time = time;
        limits.prepare();
        return limits;
    }

    @Test
    void anAnswerSaysWhereItsCallerStands() {
        limits.ofCaller(CALLER);
        time.advance(Duration.ofMillis(29_500));

        Quota quota = limits.ofCaller(CALLER);

        assertThat(quota.allowed()).isTrue();
        assertThat(quota.fields())
                .containsExactly(
                        Map.entry("RateLimit-Policy", "\"default\";q=3;w=60"),
                        Map.entry("RateLimit", "\"default\";r=1;t=31"));
    }

    @Test
    void aRefusalSaysHowLongToWait() {
        IntStream.range(0, 3).forEach(i -> limits.ofCaller(CALLER));
        time.advance(Duration.ofSeconds(10));

        Problem refusal = limits.ofCaller(CALLER).refusal();

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.code()).isEqualTo("too-many-requests");
        assertThat(refusal.headers())
                .containsEntry("Retry-After", "50")
                .containsEntry("RateLimit", "\"default\";r=0;t=50")
                .containsEntry("RateLimit-Policy", "\"default\";q=3;w=60");
        assertThat(refusal.detail() + refusal.headers()).doesNotContain("till");
    }

    @Test
    void whoWaitsAsToldIsServed() {
        IntStream.range(0, 3).forEach(i -> limits.ofCaller(CALLER));
        time.advance(Duration.ofMillis(12_345));
        Quota refused = limits.ofCaller(CALLER);

        time.advance(Duration.ofSeconds(Long.parseLong(refused.retryAfter())));

        assertThat(refused.allowed()).isFalse();
        assertThat(limits.ofCaller(CALLER).allowed()).isTrue();
    }

    @Test
    void oneCallersFloodIsNoOtherCallersLoss() {
        IntStream.range(0, 10_000).forEach(i -> limits.ofCaller(CALLER));

        assertThat(limits.ofCaller(new Caller("back-office", EnumSet.of(Scope.TOKENS_READ)))
                        .remaining())
                .isEqualTo(2);
    }

    @Test
    void aSecondKeyOfTheSameNameHasALimitOfItsOwn() {
        Caller first = new Caller("till", Optional.of(1L), EnumSet.of(Scope.TOKENS_READ), BranchLimits.NONE);
        Caller second = new Caller("till", Optional.of(2L), EnumSet.of(Scope.TOKENS_READ), BranchLimits.NONE);
        IntStream.range(0, 10).forEach(i -> limits.ofCaller(second));

        assertThat(limits.ofCaller(first).remaining()).isEqualTo(2);
    }

    @Test
    void pagesWrongKeysAndSignInsOfOneAddressAreCountedApart() {
        String address = "192.0.2.1";
        IntStream.range(0, 1_201).forEach(i -> limits.ofWrongKey(address));
        IntStream.range(0, 61).forEach(i -> limits.ofSignIn(address));

        assertThat(limits.ofWrongKey(address).allowed()).isFalse();
        assertThat(limits.ofSignIn(address).allowed()).isFalse();
        assertThat(limits.ofPage(address).allowed()).isTrue();
        assertThat(limits.ofPage(address).fields()).containsEntry("RateLimit-Policy", "\"address\";q=1200;w=60");
    }

    @Test
    void aLimitThatIsUsedUpIsLoggedOnceInAWindow() {
        try (LogCapture log = LogCapture.of(RateLimits.class)) {
            IntStream.range(0, 100).forEach(i -> limits.ofCaller(CALLER));

            assertThat(log.warnings()).containsExactly("rate limit used up caller=till");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "2001:db8:1:3::1, 20010db800010003",
        "::1, 0000000000000000",
        "no:address, no:address"
    })
    void anIpv6NetworkCountsAsOneAddress(String address, String counted) {
        assertThat(RateLimits.network(address)).isEqualTo(counted);
    }
}
