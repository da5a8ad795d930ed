package tokenmanagement.chaos;

import static java.util.stream.Collectors.toSet;
import static tokenmanagement.chaos.Ledger.Rotation.GRACE;
import static tokenmanagement.chaos.Ledger.Rotation.STRICT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** goals.md: reads and timers together, and every half minute one of the nodes is killed (SIGKILL) and started again. */
@ExtendWith(ClusterExtension.class)
@EnabledIfSystemProperty(
        named = "chaos.form",
        matches = "long",
        disabledReason = "minutes of kills and restarts: ./mvnw verify -Pchaos")
class KillStormIT {
    private static final Duration LATENCY = Duration.ofSeconds(3);

    private final Random random = new Random(Form.SEED);
    private final List<Instant> kills = new ArrayList<>();

    @Test
    void noGrantDiesWhereTheOldTokenWorksUntilItsSuccessorIsUsed(Cluster cluster) throws InterruptedException {
        Report report = new Report("c. grace, a node killed every 30 s, every tenth answer lost");
        Behaviour behaviour =
                Behaviour.of(GRACE).life(Storm.LIFE).latency(LATENCY).faults(0.1, Fault.ANSWER_LOST);
        PlantedBranches planted = storm(cluster, behaviour, Form.of(1, 6), report);

        cluster.authorizationServer().goOn(Behaviour.of(GRACE));
        Map<String, Long> outcomes = readAll(cluster, planted);

        report.number("reads afterwards", outcomes);
        report.checks().assertThat(outcomes).containsOnlyKeys("200");
        report.checks()
                .assertThat(cluster.authorizationServer().ledger().deadGrants())
                .isEmpty();
        report.checks().assertThat(planted.lost()).isEmpty();
        report.checks().assertThat(Quiet.needAPerson(cluster)).isEmpty();
        report.conclude();
    }

    /** In the short form {@link CrashIT} stands for it. */
    @Test
    void onlyWhatFellBetweenAnswerAndCommitIsLostAndCalledSo(Cluster cluster) throws InterruptedException {
        Report report = new Report("d2. strict one-time tokens, a node killed every 30 s");
        Behaviour behaviour = Behaviour.of(STRICT).life(Storm.LIFE).latency(LATENCY);
        PlantedBranches planted = storm(cluster, behaviour, Form.of(1, 5), report);

        cluster.authorizationServer().goOn(Behaviour.of(STRICT));
        readAll(cluster, planted);
        Quiet.refusedAMinuteAgo(cluster);
        readAll(cluster, planted);

        Ledger ledger = cluster.authorizationServer().ledger();
        Set<Object> words = Quiet.needAPerson(cluster).stream()
                .map(row -> row.get("last_error"))
                .collect(toSet());
        report.number("need a person", Quiet.needAPerson(cluster).size()).number("reported as", words);
        report.checks().assertThat(ledger.deadGrants()).allMatch(grant -> aKillFellIntoTheLastCall(ledger, grant));
        report.checks()
                .assertThat(Quiet.needAPerson(cluster).stream().map(row -> row.get("branch_id")))
                .containsExactlyInAnyOrderElementsOf(ledger.deadGrants());
        report.checks().assertThat(words).isSubsetOf("lost_rotation");
        report.conclude();
    }

    private PlantedBranches storm(Cluster cluster, Behaviour behaviour, int times, Report report)
            throws InterruptedException {
        cluster.authorizationServer().begin(behaviour, Form.SEED);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(Form.of(150, 1000), Duration.ofSeconds(20));
        Storm storm = Storm.start(cluster, branches, Form.of(10, 20), Form.SEED);
        TimeUnit.SECONDS.sleep(Form.of(10, 20));
        for (int kill = 0; kill < times; kill++) {
            ClusterNode node = cluster.node(1 + random.nextInt(cluster.nodes().size()));
            node.awaitReady();
            kills.add(Instant.now());
            node.kill();
            node.start();
            TimeUnit.SECONDS.sleep(Form.of(15, 30));
        }
        report.number("branches", branches.size())
                .number("kills", kills.size())
                .number("reads", storm.end())
                .number("calls", cluster.authorizationServer().calls())
                .number(
                        "dead grants",
                        cluster.authorizationServer().ledger().deadGrants().size());
        cluster.nodes().forEach(ClusterNode::awaitReady);
        return planted;
    }

    /** What the grant got last was decided before a kill, and not long before it. */
    private boolean aKillFellIntoTheLastCall(Ledger ledger, String grant) {
        List<Ledger.Entry> granted =
                ledger.entriesOf(grant).stream().filter(Ledger.Entry::isGranted).toList();
        Instant last = granted.get(granted.size() - 1).at();
        return kills.stream()
                .map(kill -> Duration.between(last, kill))
                .anyMatch(before -> !before.isNegative() && before.compareTo(LATENCY.multipliedBy(3)) < 0);
    }

    /** Not before the dead nodes' leases are over. */
    private static Map<String, Long> readAll(Cluster cluster, PlantedBranches planted) {
        Quiet.settle(cluster);
        List<String> branches = List.copyOf(planted.storedRefreshTokens().keySet());
        planted.expire(branches);
        return Reads.each(branches, cluster.nodes());
    }
}
