package tokenmanagement.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import tokenmanagement.support.Answer;

/**
 * Callers that read tokens at a steady rate, while the timers of the nodes refresh the same ones. Of each branch that
 * is drawn every node is asked at the same moment, with a margin that makes a refresh of many a read.
 */
final class Storm {
    /** Of a life of a minute: a read wants a new token from the 35th second on, the timer from the 36th to the 51st. */
    static final Duration LIFE = Duration.ofSeconds(60);

    private static final int MIN_TTL = 25;

    private final Cluster cluster;
    private final List<String> branches;
    private final Random random;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    private Storm(Cluster cluster, List<String> branches, Random random) {
        this.cluster = cluster;
        this.branches = branches;
        this.random = random;
    }

    /** @param drawsPerSecond each of them one read on each node */
    static Storm start(Cluster cluster, List<String> branches, int drawsPerSecond, long seed) {
        Storm storm = new Storm(cluster, branches, new Random(seed));
        storm.clock.scheduleAtFixedRate(storm::draw, 0, 1_000_000L / drawsPerSecond, TimeUnit.MICROSECONDS);
        return storm;
    }

    private void draw() {
        String branch = branches.get(random.nextInt(branches.size()));
        cluster.nodes().forEach(node -> {
            open.incrementAndGet();
            Reads.read(node, branch, MIN_TTL).whenComplete(this::count);
        });
    }

    private void count(Answer answer, Throwable broken) {
        String outcome = answer == null ? "no answer" : Reads.outcome(answer);
        outcomes.computeIfAbsent(outcome, name -> new LongAdder()).increment();
        open.decrementAndGet();
    }

    /** How many reads ended how so far. */
    Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /** No more reads; returns when the last has its answer, with how many ended how. */
    Map<String, Long> end() {
        clock.shutdown();
        await().atMost(Reads.LONGEST.multipliedBy(2)).until(() -> open.get() == 0);
        return outcomes();
    }
}
