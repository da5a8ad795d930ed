package tokenmanagement.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tokenmanagement.support.Answer;

/**
 * A whole rotation of the encryption key on two nodes, under 200 reads a second: not one may fail. Six restarts take
 * minutes, so it is a part of the long form only; it writes {@code docs/key-rotation.md}.
 */
@EnabledIfSystemProperty(named = "chaos.form", matches = "long")
class KeyRotationUnderLoadIT {
    private static final String RING = "TOKEN_MANAGEMENT_ENCRYPTION_KEYS";
    private static final String A = "first:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
    private static final String B = "second:QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";
    private static final int BRANCHES = 10_000;
    private static final int READS_PER_SECOND = 200;
    private static final Duration LONGEST_WORK = Duration.ofMinutes(10);

    private final List<String> lines = new ArrayList<>();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicInteger failedRefreshes = new AtomicInteger();
    private Cluster cluster;
    private Balancer balancer;
    private int reads;
    private int failures;

    @Test
    void aWholeRotationCostsNotOneRead() throws IOException {
        try (Cluster two = Cluster.start(2, Map.of(RING, A))) {
            cluster = two;
            two.authorizationServer().begin(Behaviour.of(Ledger.Rotation.STRICT), Form.SEED);
            PlantedBranches planted = new PlantedBranches(two, A + "," + B);
            List<String> branches = planted.plant(BRANCHES, Duration.ofHours(1));
            try (Balancer callers = Balancer.start(two.nodes(), branches, READS_PER_SECOND)) {
                balancer = callers;
                ScheduledExecutorService others = forcedRefreshes(branches);
                rotate();
                others.shutdown();
            }
            assertThat(planted.lost()).isEmpty();
        }
        write();
        assertThat(failures).isZero();
        assertThat(failedRefreshes).hasValue(0);
    }

    private void rotate() {
        phase("before", this::someReads);
        phase("key B added behind A, one node after the other", () -> restartAll(A + "," + B));
        phase("a node that would take A out too early: refused", this::startIsRefused);
        phase("B put in front, one node after the other", () -> restartAll(B + "," + A));
        phase("re-encryption", () -> await().atMost(LONGEST_WORK).until(() -> under("first") == 0));
        phase("A taken out, one node after the other", () -> restartAll(B));
        phase("after", this::someReads);
    }

    private void someReads() {
        int before = balancer.ended();
        await().atMost(LONGEST_WORK).until(() -> balancer.ended() - before >= 10 * READS_PER_SECOND);
    }

    private void restartAll(String ring) {
        cluster.nodes().forEach(node -> restart(node, ring));
    }

    private void restart(ClusterNode node, String ring) {
        balancer.takeOut(node);
        node.stop();
        node.start(Map.of(RING, ring));
        node.awaitReady();
        balancer.takeIn(node);
    }

    private void startIsRefused() {
        ClusterNode node = cluster.node(2);
        balancer.takeOut(node);
        node.stop();
        node.start(Map.of(RING, B));
        assertThatThrownBy(node::awaitReady)
                .hasMessageContaining("lacks keys that are still needed")
                .hasMessageContaining(BRANCHES + " rows of tokens.refresh_token_ciphertext");
        node.kill();
        node.start(Map.of(RING, A + "," + B));
        node.awaitReady();
        balancer.takeIn(node);
    }

    /** Other callers order a refresh twice a second, so that rows change under the re-encryption's hands. */
    private ScheduledExecutorService forcedRefreshes(List<String> branches) {
        List<Long> clients = cluster.database().rows("SELECT id FROM clients").stream()
                .map(row -> (Long) row.get("id"))
                .toList();
        Random random = new Random(Form.SEED);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(
                () -> {
                    refreshes.incrementAndGet();
                    balancer.refresh(clients.get(random.nextInt(branches.size())))
                            .whenComplete((answer, broken) -> count(answer));
                },
                0,
                500,
                TimeUnit.MILLISECONDS);
        return clock;
    }

    private void count(Answer answer) {
        if (answer == null || answer.status() != 200) {
            failedRefreshes.incrementAndGet();
        }
    }

    private void phase(String name, Runnable work) {
        long start = System.nanoTime();
        long before = under("second");
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        Balancer.Figures figures = balancer.figures();
        reads += figures.reads();
        failures += figures.failures();
        String line = String.format(
                Locale.ROOT,
                "| %s | %.0f s | %d | %d | %d | %d | %d | %d → %d |",
                name,
                seconds,
                figures.reads(),
                figures.failures(),
                figures.median(),
                figures.p99(),
                figures.longest(),
                before,
                under("second"));
        System.out.println(line);
        lines.add(line);
    }

    /** Ciphertexts that begin with the number of this key: the first four bytes of its name's SHA-256. */
    private long under(String key) {
        String begins =
                "SELECT count(*) FROM %s WHERE substring(%s from 2 for 4) = substring(sha256(?::bytea) from 1 for 4)";
        return Stream.of("clients.client_secret", "tokens.access_token", "tokens.refresh_token")
                .map(column -> column.split("\\."))
                .mapToLong(column ->
                        (Long) cluster.database().value(begins.formatted(column[0], column[1] + "_ciphertext"), key))
                .sum();
    }

    private void write() throws IOException {
        Files.writeString(
                Path.of("docs", "key-rotation.md"),
                """
                # A rotation under load, as measured

                `./mvnw verify -Pchaos -Dit.test=KeyRotationUnderLoadIT` runs this and writes this page: two Payara Micro processes,
                one PostgreSQL, one authorization server with one-time refresh tokens and the callers, all on one machine
                (%s, %d processors, Java %s; %s). %,d branches, so %,d ciphertexts. Callers read tokens %d times a second
                through a balancer that tries nothing twice; it takes a node out before its restart and in again when
                `/health/ready` says 200. Two refreshes a second were ordered meanwhile.

                **%d reads, %d failures; %d refreshes, %d failures, no refresh token lost.**

                | phase | took | reads | failed | median ms | p99 ms | longest ms | ciphertexts under B |
                |---|---|---|---|---|---|---|---|
                %s
                """
                        .formatted(
                                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version"),
                                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                                BRANCHES,
                                3 * BRANCHES,
                                READS_PER_SECOND,
                                reads,
                                failures,
                                refreshes.get(),
                                failedRefreshes.get(),
                                String.join("\n", lines)));
    }
}
