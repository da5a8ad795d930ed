package tokenmanagement.chaos;

import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tokenmanagement.support.Answer;

/**
 * Callers at a steady rate behind a load balancer: reads go in turn to the nodes that are taken in. Nothing is tried
 * twice, so whatever goes wrong is a failure.
 */
final class Balancer implements AutoCloseable {
    private final List<String> branches;
    private final Random random = new Random(Form.SEED);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<ClusterNode> takenIn = new ArrayList<>();
    private final Map<ClusterNode, AtomicInteger> open = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Read> reads = new ConcurrentLinkedQueue<>();
    private int turn;

    /** One that has ended. */
    private record Read(String outcome, long nanos) {}

    /** How the reads of a phase ended; times in milliseconds. */
    record Figures(int reads, int failures, long median, long p99, long longest) {}

    private Balancer(List<String> branches) {
        this.branches = branches;
    }

    static Balancer start(List<ClusterNode> nodes, List<String> branches, int readsPerSecond) {
        Balancer balancer = new Balancer(branches);
        nodes.forEach(balancer::takeIn);
        balancer.clock.scheduleAtFixedRate(balancer::read, 0, 1_000_000L / readsPerSecond, TimeUnit.MICROSECONDS);
        return balancer;
    }

    synchronized void takeIn(ClusterNode node) {
        open.putIfAbsent(node, new AtomicInteger());
        takenIn.add(node);
    }

    /** No more requests to this node; returns when it has answered all it was asked. */
    void takeOut(ClusterNode node) {
        synchronized (this) {
            takenIn.remove(node);
        }
        patiently().until(() -> open.get(node).get() == 0);
    }

    private void read() {
        ClusterNode node = next();
        String branch = branches.get(random.nextInt(branches.size()));
        long start = System.nanoTime();
        Reads.read(node, branch).whenComplete((answer, broken) -> {
            reads.add(new Read(outcome(answer, broken), System.nanoTime() - start));
            open.get(node).decrementAndGet();
        });
    }

    private synchronized ClusterNode next() {
        ClusterNode node = takenIn.get(turn++ % takenIn.size());
        open.get(node).incrementAndGet();
        return node;
    }

    /** A refresh by order, on any node that is taken in. */
    CompletableFuture<Answer> refresh(long clientId) {
        ClusterNode node = next();
        return Reads.force(node, clientId)
                .whenComplete((answer, broken) -> open.get(node).decrementAndGet());
    }

    private static String outcome(Answer answer, Throwable broken) {
        return answer == null ? "no answer: " + broken : Reads.outcome(answer);
    }

    /** Reads since the last call of {@link #figures()}. */
    int ended() {
        return reads.size();
    }

    /** What ended since the last call. */
    Figures figures() {
        List<Read> ended = new ArrayList<>();
        for (Read read = reads.poll(); read != null; read = reads.poll()) {
            ended.add(read);
        }
        List<Read> failed =
                ended.stream().filter(read -> !read.outcome().equals("200")).toList();
        failed.stream().limit(5).forEach(read -> System.out.println("failed read: " + read.outcome()));
        long[] times = ended.stream()
                .mapToLong(read -> Duration.ofNanos(read.nanos()).toMillis())
                .sorted()
                .toArray();
        return times.length == 0
                ? new Figures(0, 0, 0, 0, 0)
                : new Figures(
                        times.length,
                        failed.size(),
                        times[times.length / 2],
                        times[times.length * 99 / 100],
                        times[times.length - 1]);
    }

    @Override
    public void close() {
        clock.shutdown();
        open.keySet().forEach(this::takeOut);
    }
}
