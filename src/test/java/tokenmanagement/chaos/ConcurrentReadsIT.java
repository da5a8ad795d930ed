package tokenmanagement.chaos;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;

/** goals.md: 1,000 concurrent reads of one expired token are one call to the authorization server. */
@ExtendWith(ClusterExtension.class)
class ConcurrentReadsIT {
    private static final int READS = 1000;

    @Test
    void onOneNode(Cluster cluster) {
        run(
                cluster,
                cluster.nodes().subList(0, 1),
                new Report("a1. " + READS + " reads of one expired token, one node"));
    }

    @Test
    void overThreeNodes(Cluster cluster) {
        run(cluster, cluster.nodes(), new Report("a2. " + READS + " reads of one expired token over three nodes"));
    }

    private static void run(Cluster cluster, List<ClusterNode> nodes, Report report) {
        int rounds = Form.of(2, 10);
        cluster.authorizationServer()
                .begin(Behaviour.of(Ledger.Rotation.STRICT).latency(Duration.ofSeconds(2)), Form.SEED);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(rounds, Duration.ZERO);
        for (String branch : branches) {
            List<Answer> answers = Reads.atOnce(READS, nodes, branch);

            Set<String> outcomes = answers.stream().map(Reads::outcome).collect(toSet());
            Set<String> tokens = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .map(answer -> answer.text("access_token"))
                    .collect(toSet());
            report.checks().assertThat(outcomes).containsExactly("200");
            report.checks().assertThat(tokens).hasSize(1);
            report.checks()
                    .assertThat(cluster.authorizationServer().ledger().entriesOf(branch))
                    .hasSize(1);
        }
        report.number("rounds", rounds)
                .number("calls", cluster.authorizationServer().calls());
        report.checks().assertThat(planted.lost()).isEmpty();
        report.conclude();
    }
}
