package tokenmanagement.chaos;

import static org.awaitility.Awaitility.await;
import static tokenmanagement.chaos.Ledger.Rotation.NONE;
import static tokenmanagement.chaos.Ledger.Rotation.STRICT;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** goals.md: PostgreSQL goes away in the middle; the authorization server goes away for minutes. */
@ExtendWith(ClusterExtension.class)
class OutageIT {
    /** Calls at once: the default of a node, on three nodes. */
    private static final int CONCURRENCY = 3 * 32;

    @Test
    void nothingIsLostWhenTheDatabaseGoesAway(Cluster cluster) throws InterruptedException {
        Report report = new Report("g1. PostgreSQL stopped for 20 s under load, strict one-time tokens");
        StrictAuthorizationServer server = cluster.authorizationServer();
        server.begin(Behaviour.of(STRICT).life(Storm.LIFE).latency(Duration.ofSeconds(2)), Form.SEED);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(Form.of(150, 500), Duration.ofSeconds(20));
        Storm storm = Storm.start(cluster, branches, 10, Form.SEED);
        TimeUnit.SECONDS.sleep(12);

        cluster.postgres().whileDown(() -> sleep(20));
        long back = System.nanoTime();
        patiently().until(() -> cluster.nodes().stream().allMatch(node -> answers(node, branches.get(0))));
        report.number("seconds until every node answered again", (System.nanoTime() - back) / 1_000_000_000);
        TimeUnit.SECONDS.sleep(Form.of(20, 60));
        Map<String, Long> outcomes = storm.end();
        Quiet.settle(cluster);

        report.number("branches", branches.size())
                .number("reads", outcomes)
                .number("calls", server.calls())
                .number("dead grants", server.ledger().deadGrants().size())
                .number("lost refresh tokens", planted.lost().size());
        report.checks().assertThat(server.ledger().deadGrants()).isEmpty();
        report.checks().assertThat(planted.lost()).isEmpty();
        report.checks().assertThat(Quiet.needAPerson(cluster)).isEmpty();
        report.conclude();
    }

    @Test
    void anAuthorizationServerThatIsAwayHurtsNoValidToken(Cluster cluster) {
        int grants = Form.of(500, 10_000);
        int seconds = Form.of(15, 120);
        Report report = new Report("g2. authorization server away, valid tokens due for a refresh");
        StrictAuthorizationServer server = cluster.authorizationServer();
        server.begin(Behaviour.of(NONE).latency(Duration.ofMillis(400)), Form.SEED);
        server.down(true);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(grants, Duration.ofMinutes(30));
        cluster.database()
                .update(
                        "UPDATE tokens SET next_refresh_at = clock_timestamp() + random() * make_interval(secs => ?)",
                        (double) seconds);

        Storm storm = Storm.start(cluster, branches, 20, Form.SEED);
        sleep(seconds);
        int vain = server.calls();
        server.forgetMostInFlight();
        server.down(false);
        await().atMost(Duration.ofMinutes(8)).until(() -> stale(cluster) == 0);
        Map<String, Long> outcomes = storm.end();

        report.number("grants", grants)
                .number("seconds", seconds)
                .number("calls in vain", vain)
                .number("reads of valid tokens", outcomes)
                .number("most calls at once afterwards", server.mostInFlight())
                .number("need a person", Quiet.needAPerson(cluster).size());
        report.checks().assertThat(outcomes.keySet()).isSubsetOf("200", "200 refresh-failed");
        report.checks().assertThat(server.mostInFlight()).isLessThanOrEqualTo(CONCURRENCY);
        report.checks().assertThat(Quiet.needAPerson(cluster)).isEmpty();
        report.checks().assertThat(planted.lost()).isEmpty();
        report.conclude();
    }

    private static long stale(Cluster cluster) {
        return (long) cluster.database().value("SELECT count(*) FROM tokens WHERE generation = 1");
    }

    private static boolean answers(ClusterNode node, String branch) {
        return Reads.read(node, branch)
                .handle((answer, broken) -> answer != null && answer.status() == 200)
                .join();
    }

    private static void sleep(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
