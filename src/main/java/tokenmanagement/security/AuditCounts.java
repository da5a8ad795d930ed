package tokenmanagement.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    private record Count(Instant first, Instant last, long times) {}

    synchronized void add(Alike alike, Instant now) {
        boolean full = counts.size() >= MOST && !counts.containsKey(alike);
        Alike counted = full ? new Alike(alike.event(), Optional.empty()) : alike;
        counts.merge(counted, new Count(now, now, 1), (count, one) -> new Count(count.first(), now, count.times() + 1));
    }

    /** What has been counted for a minute, an entry each. */
    List<AuditEntry> due(Instant now) {
        return take(now.minus(WINDOW));
    }

    List<AuditEntry> all() {
        return take(Instant.MAX);
    }

    private synchronized List<AuditEntry> take(Instant latest) {
        List<AuditEntry> entries = new ArrayList<>();
        counts.entrySet().removeIf(counted -> {
            Count count = counted.getValue();
            if (count.first().isAfter(latest)) {
                return false;
            }
            Alike alike = counted.getKey();
            AuditEvent event = alike.event().detail("times=" + count.times());
            return entries.add(new AuditEntry(count.last(), event, alike.network(), Optional.empty()));
        });
        return entries;
    }
}
