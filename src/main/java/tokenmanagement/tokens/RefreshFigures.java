package tokenmanagement.tokens;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Metrics;

/** Counts what came of refreshes, in the words of their classes; never whose they were. */
@ApplicationScoped
class RefreshFigures {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    @Inject
    MeterRegistry metrics;

    /** @param after the row as the outcome left it; empty when the branch is gone */
    void refreshed(Lease lease, TokenResponse response, Optional<BranchToken> after, Cause cause) {
        metrics.counter(
                        Metrics.PREFIX + "refresh.attempts",
                        "provider",
                        "google",
                        "outcome",
                        outcome(lease, response, after.flatMap(BranchToken::token)),
                        "trigger",
                        cause.word())
                .increment();
        Timer.builder(Metrics.PREFIX + "refresh.duration")
                .description("One call to the token endpoint, from the first byte sent to the verdict")
                .serviceLevelObjectives(BOUNDS)
                .register(metrics)
                .record(response.latency());
    }

    static String outcome(Lease lease, TokenResponse response, Optional<Token> after) {
        long parent = lease.generation();
        boolean overtaken = after.isEmpty()
                || after.filter(token -> token.generation() > parent + 1).isPresent();
        if (response instanceof TokenResponse.Granted) {
            return overtaken ? "lost_race" : "success";
        }
        if (overtaken || after.get().generation() != parent) {
            return "lost_race";
        }
        if (response instanceof TokenResponse.Refused refused) {
            return switch (refused.reason()) {
                case GRANT -> after.get().isRotationLost() ? "rotation_lost" : "grant_dead";
                case PERSON -> "grant_dead";
                case CLIENT -> "client_broken";
                case REQUEST -> "request_refused";
            };
        }
        if (response instanceof TokenResponse.Unreachable unreachable) {
            return switch (unreachable.kind()) {
                case HELD_BACK -> "held_back";
                case NOT_SENT, TRANSIENT -> "transient";
                case AMBIGUOUS -> "ambiguous";
                case UNUSABLE -> "rejected_response";
            };
        }
        throw new IllegalStateException("unmapped " + response.getClass());
    }
}
