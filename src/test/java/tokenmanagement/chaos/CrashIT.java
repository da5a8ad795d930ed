package tokenmanagement.chaos;

import static java.util.stream.Collectors.toSet;
import static tokenmanagement.chaos.Ledger.Rotation.GRACE;
import static tokenmanagement.chaos.Ledger.Rotation.STRICT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** goals.md: {@code kill -9} between the answer and the commit. */
@ExtendWith(ClusterExtension.class)
class CrashIT {
    /** As many as a node refreshes at once, and the pool has connections for. */
    private static final int AT_ONCE = 20;

    @Test
    void nobodyNeedsAPersonWhereTheOldTokenStillWorks(Cluster cluster) {
        Report report =
                new Report("f. SIGKILL between answer and commit, the old token works until its successor is used");
        PlantedBranches planted = cut(cluster, Behaviour.of(GRACE), Form.of(1, 10), report);

        Map<String, Long> outcomes = readAll(cluster, planted);

        report.number("reads when the leases were over", outcomes)
                .number("need a person", Quiet.needAPerson(cluster).size())
                .number("lost refresh tokens", planted.lost().size());
        report.checks().assertThat(outcomes).containsOnlyKeys("200");
        report.checks().assertThat(Quiet.needAPerson(cluster)).isEmpty();
        report.checks().assertThat(planted.lost()).isEmpty();
        report.conclude();
    }

    @Test
    void whereItDoesNotTheRotationIsReportedAsLost(Cluster cluster) {
        Report report = new Report("d1. SIGKILL between answer and commit, strict one-time tokens");
        PlantedBranches planted = cut(cluster, Behaviour.of(STRICT), 1, report);

        readAll(cluster, planted);
        Quiet.refusedAMinuteAgo(cluster);
        Map<String, Long> outcomes = readAll(cluster, planted);

        Set<Object> words = Quiet.needAPerson(cluster).stream()
                .map(row -> row.get("last_error"))
                .collect(toSet());
        report.number("need a person", Quiet.needAPerson(cluster).size())
                .number("reads", outcomes)
                .number("reported as", words);
        report.checks().assertThat(planted.lost()).hasSize(AT_ONCE);
        report.checks().assertThat(Quiet.needAPerson(cluster)).hasSize(AT_ONCE);
        report.checks().assertThat(words).containsExactly("lost_rotation");
        report.conclude();
    }

    private static PlantedBranches cut(Cluster cluster, Behaviour behaviour, int kills, Report report) {
        cluster.authorizationServer().begin(behaviour, Form.SEED);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(kills * AT_ONCE, Duration.ZERO);
        for (int kill = 0; kill < kills; kill++) {
            ClusterNode node = cluster.nodes().get(kill % cluster.nodes().size());
            node.awaitReady();
            CutRefreshes.between(cluster, node, branches.subList(kill * AT_ONCE, (kill + 1) * AT_ONCE), behaviour);
            node.start();
        }
        report.number("kills", kills)
                .number("refreshes cut", kills * AT_ONCE)
                .number("of them lost to the database", turnedUnseen(cluster, planted));
        report.checks().assertThat(turnedUnseen(cluster, planted)).isEqualTo(kills * AT_ONCE);
        cluster.nodes().forEach(ClusterNode::awaitReady);
        return planted;
    }

    /** Refresh tokens that were turned while the database still holds the one before. */
    private static int turnedUnseen(Cluster cluster, PlantedBranches planted) {
        return (int) planted.storedRefreshTokens().entrySet().stream()
                .filter(stored -> stored.getValue().equals(Ledger.token(stored.getKey(), 1)))
                .filter(stored -> !cluster.authorizationServer()
                        .ledger()
                        .entriesOf(stored.getKey())
                        .isEmpty())
                .count();
    }

    /** Not before the dead node's leases are over; nobody else holds one. */
    private static Map<String, Long> readAll(Cluster cluster, PlantedBranches planted) {
        if (!Form.LONG) {
            Quiet.endLeases(cluster);
        }
        Quiet.settle(cluster);
        List<String> branches = List.copyOf(planted.storedRefreshTokens().keySet());
        return Reads.each(branches, cluster.nodes());
    }
}
