package tokenmanagement.chaos;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;
import static tokenmanagement.chaos.Ledger.Rotation.GRACE;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.FakeReply;

/**
 * A node stands still (SIGSTOP) with its call on the way, longer than its lease; another refreshes; then it goes on
 * (SIGCONT) and finds its answer, old by now: for half of the branches a success, for the others a refusal.
 */
@ExtendWith(ClusterExtension.class)
class StalledNodeIT {
    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch frozen = new CountDownLatch(1);

    @Test
    void theNewerGenerationStands(Cluster cluster) {
        StrictAuthorizationServer server = cluster.authorizationServer();
        Behaviour behaviour = Behaviour.of(GRACE);
        server.begin(behaviour.answer((entry, reply) -> held(entry, reply)), Form.SEED);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(20, Duration.ZERO);
        Report report = new Report("e. SIGSTOP beyond the lease, then SIGCONT").number("branches", branches.size());

        branches.forEach(branch -> Reads.read(cluster.node(1), branch));
        patiently().until(() -> arrived.get() == branches.size());
        cluster.node(1).freeze();
        server.goOn(behaviour);
        frozen.countDown();
        awaitTheEndOfItsLeases(cluster);
        Map<String, String> newer = tokens(branches, cluster.node(2));
        List<Map<String, Object>> before = rows(cluster);
        long said = verdicts(cluster.node(1));
        cluster.node(1).thaw();
        patiently().until(() -> verdicts(cluster.node(1)) >= said + branches.size());

        report.number("calls", server.calls()).number("newer ones that stand", standing(before, rows(cluster)));
        report.checks().assertThat(rows(cluster)).isEqualTo(before);
        report.checks().assertThat(tokens(branches, cluster.node(1))).isEqualTo(newer);
        report.checks().assertThat(planted.lost()).isEmpty();
        report.checks().assertThat(server.calls()).isEqualTo(2 * branches.size());
        report.conclude();
    }

    private FakeReply held(Ledger.Entry entry, FakeReply reply) {
        return connection -> {
            arrived.incrementAndGet();
            try {
                frozen.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            boolean refuse = entry.number() % 2 == 0;
            (refuse ? FakeReply.json(400, "{\"error\":\"invalid_grant\"}") : reply).to(connection);
        };
    }

    private static void awaitTheEndOfItsLeases(Cluster cluster) {
        await().atMost(Duration.ofMinutes(2)).until(() -> cluster.database()
                .rows("SELECT 1 FROM tokens WHERE lease_until > clock_timestamp()")
                .isEmpty());
    }

    private static Map<String, String> tokens(List<String> branches, ClusterNode node) {
        return branches.stream().collect(toMap(branch -> branch, branch -> token(node, branch)));
    }

    private static String token(ClusterNode node, String branch) {
        Answer answer = Reads.read(node, branch).join();
        return answer.status() == 200 ? answer.text("access_token") : Reads.outcome(answer);
    }

    private static List<Map<String, Object>> rows(Cluster cluster) {
        return cluster.database()
                .rows("SELECT client_id, status, generation, access_token_ciphertext::text, failures, last_error,"
                        + " refused_at FROM tokens ORDER BY 1");
    }

    private static long standing(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        return before.stream().filter(after::contains).count();
    }

    /** How many refreshes the node has brought to an end, whichever. */
    private static long verdicts(ClusterNode node) {
        return node.log()
                .lines()
                .filter(line -> line.matches(".*(token refreshed|refresh refused|refresh failed|dropped).*branch=.*"))
                .count();
    }
}
