package tokenmanagement.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Refusals that are alike, counted for a minute. A stop settles them; a crash loses that minute of them.
 *
 * <p>Bounded: when too many addresses come at once, the rest of them is one.
 */
final class AuditCounts {
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MOST = 1_000;

    private final Map<Alike, Count> counts = new HashMap<>();

    /** @param network the address, IPv6 by its /64; absent: everywhere else */
    record Alike(AuditEvent event, Optional<String> network) {}

    private record Count(Instant since, long times) {}

    synchronized void add(Alike alike, Instant now) {
        boolean full = counts.size() >= MOST && !counts.containsKey(alike);
        Alike counted = full ? new Alike(alike.event(), Optional.empty()) : alike;
        counts.merge(counted, new Count(now, 1), (count, one) -> new Count(count.since(), count.times() + 1));
    }

    synchronized Map<Alike, Long> take(Instant now, boolean all) {
        Map<Alike, Long> taken = new LinkedHashMap<>();
        counts.forEach((alike, count) -> {
            if (all || !now.isBefore(count.since().plus(WINDOW))) {
                taken.put(alike, count.times());
            }
        });
        counts.keySet().removeAll(taken.keySet());
        return taken;
    }
}
