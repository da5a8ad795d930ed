package tokenmanagement.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import tokenmanagement.platform.Settings;

/**
 * One count of requests for each holder, all under the same limit, in bounded memory.
 *
 * <p>Counts live in two generations. When the young one is full it becomes the old one, and what was old is forgotten
 * unless it is asked for meanwhile. So at most twice {@code capacity} holders are remembered, those that are busy stay,
 * and a holder that is forgotten starts anew: never is anyone refused for want of memory. Nothing here waits for a lock
 * that another holder has.
 */
final class Buckets {
    private final Settings.RateLimit limit;
    private final int capacity;
    private final TimeMeter time;
    private final AtomicReference<Generations> generations;

    private record Generations(Map<String, Bucket> young, Map<String, Bucket> old) {}

    Buckets(Settings.RateLimit limit, int capacity, TimeMeter time) {
        this.limit = limit;
        this.capacity = capacity;
        this.time = time;
        this.generations = new AtomicReference<>(new Generations(new ConcurrentHashMap<>(), Map.of()));
    }

    /** Counts one request; a refused one is not counted. */
    ConsumptionProbe take(String holder) {
        Bucket bucket = generations.get().young().get(holder);
        return (bucket == null ? remembered(holder) : bucket).tryConsumeAndReturnRemaining(1);
    }

    int size() {
        Generations now = generations.get();
        return now.young().size() + now.old().size();
    }

    private Bucket remembered(String holder) {
        Generations now = generations.get();
        if (now.young().size() >= capacity) {
            generations.compareAndSet(now, new Generations(new ConcurrentHashMap<>(), now.young()));
            now = generations.get();
        }
        Map<String, Bucket> old = now.old();
        return now.young().computeIfAbsent(holder, name -> {
            Bucket known = old.get(name);
            return known == null ? fresh() : known;
        });
    }

    /** The whole quota comes back at once when its window ends, so that what an answer says of it is exact. */
    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(limit.requests()).refillIntervally(limit.requests(), limit.window()))
                .withCustomTimePrecision(time)
                .build();
    }
}
