package tokenmanagement.google;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.Metrics;

/**
 * The circuit breaker before the token endpoint, one a node: while Google is down, its failures are not paid for by
 * every branch.
 *
 * <p>It opens when most of at least {@value #FEWEST_CALLS} calls within {@value #WINDOW_SECONDS} s came to nothing. A
 * refusal is an answer and does not count. After {@link #WAIT} one call may try; the others go on waiting for it.
 */
@ApplicationScoped
class TokenEndpointBreaker {
    static final int FEWEST_CALLS = 20;
    static final int WINDOW_SECONDS = 30;
    static final Duration WAIT = Duration.ofSeconds(10);
    /** Per cent. Above a half: an endpoint that answers every other call is worth calling. */
    private static final float MOST_FAILURES = 60;

    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(TokenEndpointBreaker.class.getName());

    private final AtomicBoolean probing = new AtomicBoolean();

    @Inject
    MeterRegistry metrics;

    /** The database's, which goes on by a monotonic one: a node whose own clock jumps back must not wait an hour. */
    @Inject
    Clock clock;

    private CircuitBreaker breaker;
    private volatile Instant openUntil = Instant.MIN;

    @PostConstruct
    void start() {
        breaker = CircuitBreaker.of(
                "token endpoint",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.TIME_BASED)
                        .slidingWindowSize(WINDOW_SECONDS)
                        .minimumNumberOfCalls(FEWEST_CALLS)
                        .failureRateThreshold(MOST_FAILURES)
                        .waitDurationInOpenState(WAIT)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            State now = event.getStateTransition().getToState();
            openUntil = clock.instant().plus(WAIT);
            LOG.log(now == State.OPEN ? Level.WARNING : Level.INFO, "circuit breaker of the token endpoint: {0}", now);
        });
        Gauge.builder(Metrics.PREFIX + "breaker.state", this, TokenEndpointBreaker::state)
                .tag("provider", "google")
                .description("0 closed, 1 half open, 2 open")
                .register(metrics);
    }

    private double state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 2;
            case HALF_OPEN -> 1;
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
        };
    }

    /** How long no call would be let through; zero when one may try. */
    Duration pause() {
        State state = breaker.getState();
        if (state == State.HALF_OPEN && probing.get()) {
            return PROBE;
        }
        Duration left = state == State.OPEN ? Duration.between(clock.instant(), openUntil) : Duration.ZERO;
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether a call may be made. Whoever gets leave must tell what came of it. */
    boolean permits() {
        boolean permitted = breaker.tryAcquirePermission();
        if (permitted && breaker.getState() == State.HALF_OPEN) {
            probing.set(true);
        }
        return permitted;
    }

    /** What came of a call, also of one that asked for no leave. */
    void record(TokenResponse response) {
        probing.set(false);
        long nanos = response.latency().toNanos();
        if (response instanceof TokenResponse.Unreachable unreachable) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new CallFailed(unreachable.kind(), unreachable.error()));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** The call that had leave broke before it was made. */
    void abandon() {
        probing.set(false);
        breaker.releasePermission();
    }
}
