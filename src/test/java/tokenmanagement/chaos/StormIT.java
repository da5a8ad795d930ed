package tokenmanagement.chaos;

import static tokenmanagement.chaos.Ledger.Rotation.STRICT;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** goals.md: three nodes, reads and timers together, refresh tokens that work once and kill the grant when reused. */
@ExtendWith(ClusterExtension.class)
class StormIT {
    private static final Duration LATENCY = Duration.ofSeconds(3);

    @Test
    void noRefreshTokenIsUsedTwice(Cluster cluster) throws InterruptedException {
        Report report = new Report("b1. strict one-time tokens, three nodes, answers after 0-3 s");
        storm(cluster, Behaviour.of(STRICT).life(Storm.LIFE).latency(LATENCY), Form.of(50, 600), report);
        report.conclude();
    }

    @Test
    void noAnswerThatIsNoneKillsAGrant(Cluster cluster) throws InterruptedException {
        Report report = new Report("b2. the same, every fifth answer one of " + Fault.HARMLESS.size() + " faulty ones");
        Behaviour faulty = Behaviour.of(STRICT)
                .life(Storm.LIFE)
                .latency(LATENCY.dividedBy(3))
                .faults(0.2, Fault.HARMLESS);
        storm(cluster, faulty, Form.of(30, 120), report);
        report.conclude();
    }

    private static void storm(Cluster cluster, Behaviour behaviour, int seconds, Report report)
            throws InterruptedException {
        StrictAuthorizationServer server = cluster.authorizationServer();
        server.begin(behaviour, Form.SEED);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(Form.of(150, 1000), Duration.ofSeconds(Form.of(10, 60)));
        report.number("branches", branches.size()).number("seconds", seconds);

        Storm storm = Storm.start(cluster, branches, Form.of(10, 20), Form.SEED);
        TimeUnit.SECONDS.sleep(seconds);
        report.number("reads", storm.end());
        Quiet.settle(cluster);

        report.number("calls", server.calls())
                .number("most at once", server.mostInFlight())
                .number("reuses", server.ledger().entries(Ledger.Outcome.REUSED).size())
                .number("dead grants", server.ledger().deadGrants().size())
                .number("lost refresh tokens", planted.lost().size());
        report.checks()
                .assertThat(server.ledger().entries(Ledger.Outcome.REUSED))
                .isEmpty();
        report.checks().assertThat(server.ledger().deadGrants()).isEmpty();
        report.checks().assertThat(planted.lost()).isEmpty();
        report.checks().assertThat(Quiet.needAPerson(cluster)).isEmpty();
        report.checks().assertThat(server.ledger().entries()).hasSizeGreaterThanOrEqualTo(branches.size());
    }
}
