package tokenmanagement.admin;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tokenmanagement.tokens.TokenGeneration;

/** One pair of a branch's history as the timeline shows it. */
public record GenerationRow(TokenGeneration generation, Instant now) {
    private static final Map<String, String> CAUSES = Map.of(
            "connect", "A person connected the branch",
            "read", "A program asked for a token",
            "timer", "Renewed ahead of time",
            "forced", "Somebody asked for a new token",
            "rejected", "A program said that the token was refused");

    /** When it happened. */
    public Moment at() {
        return Moment.past(generation.at(), now);
    }

    public String why() {
        return CAUSES.getOrDefault(generation.cause(), generation.cause());
    }

    /** How long Google took. */
    public String latency() {
        long millis = generation.providerLatencyMs();
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    public String status() {
        return generation.providerStatus().map(status -> "HTTP " + status).orElse("");
    }
}
