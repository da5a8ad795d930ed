package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import tokenmanagement.google.TokenResponse;

/** When to refresh, and how long to wait after a failure. Chance comes in from outside, so that tests decide it. */
@ApplicationScoped
public class RefreshPlan {
    /** Life of an access token whose answer named none: short, so that the next answer is asked for early. */
    static final Duration UNANNOUNCED_LIFE = Duration.ofMinutes(5);

    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(5);

    /** A refusal is believed when it is repeated after at least this time. */
    static final Duration CONFIRMATION = Duration.ofSeconds(60);
    /** Two refreshes of one grant are this far apart, or its life if that is shorter, unless somebody asks for one. */
    static final Duration LEAST_APART = Duration.ofSeconds(30);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration LONGEST_REVOCATION_PAUSE = Duration.ofHours(1);

    /** Uniform in [0, 1). */
    DoubleSupplier chance = () -> ThreadLocalRandom.current().nextDouble();

    Duration life(TokenResponse.Granted granted) {
        return granted.expiresIn().orElse(UNANNOUNCED_LIFE);
    }

    /** At a random 60 to 85 % of the life, so that tokens that were issued together do not expire together. */
    Instant nextRefresh(Instant issuedAt, Duration life) {
        double share = 0.60 + 0.25 * chance.getAsDouble();
        Duration wait = Duration.ofMillis((long) (life.toMillis() * share));
        return issuedAt.plus(wait.compareTo(LEAST_APART) < 0 ? LEAST_APART : wait);
    }

    /**
     * Full jitter (the pause is uniform between nothing and a bound that doubles with each failure, up to 15 min), but
     * never under a second: a caller in a loop must not become a call to the authorization server each time.
     *
     * @param failures how often it has failed before, from 0
     */
    Duration pause(int failures) {
        return pause(failures, LONGEST_PAUSE);
    }

    /** The same for a revocation, which nobody waits for: up to an hour. */
    Duration revocationPause(int failures) {
        return pause(failures, LONGEST_REVOCATION_PAUSE);
    }

    private Duration pause(int failures, Duration longest) {
        long bound = FIRST_PAUSE.toMillis() << Math.min(failures, 20);
        long capped = Math.min(bound, longest.toMillis());
        return Duration.ofMillis(Math.max(FIRST_PAUSE.toMillis(), (long) (capped * chance.getAsDouble())));
    }

    /** The pause where waiting does not help and somebody must look. */
    Duration longPause() {
        return LONGEST_PAUSE;
    }

    /** How old a pair must be before a read refreshes it, so that the shortest lives do not make each read a call. */
    Duration leastAge(Duration life) {
        Duration bounded = life.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : life;
        return bounded.compareTo(LEAST_APART) < 0 ? bounded : LEAST_APART;
    }

    Instant confirmation(Instant refusedAt) {
        return refusedAt.plus(CONFIRMATION);
    }

    /**
     * How much life a token must have left to be handed out as it is: what was asked for, unless the token never had
     * that much; then a fifth of its life, so that a short-lived token is not refreshed at each read.
     */
    Duration margin(Duration asked, Duration life) {
        boolean liveLongEnough = life.minus(LEAST_APART).compareTo(asked) > 0;
        Duration fifth = life.dividedBy(5);
        return liveLongEnough || asked.compareTo(fifth) < 0 ? asked : fifth;
    }
}
