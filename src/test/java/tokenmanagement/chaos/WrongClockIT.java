package tokenmanagement.chaos;

import static org.assertj.core.api.Assumptions.assumeThat;
import static tokenmanagement.chaos.Ledger.Rotation.STRICT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.Answer;

/**
 * faults.md 78: the wall clock of one node is wrong. The distribution's libfaketime makes it so; without it the test is
 * skipped, and {@code ArchitectureTest.timeComesFromTheClock} alone says that nothing looks at that clock.
 */
@ExtendWith(ClusterExtension.class)
class WrongClockIT {
    private static final long LEFT = 480;

    @ParameterizedTest
    @MethodSource("offsets")
    void aNodeWhoseClockIsWrongJudgesRight(String offset, Cluster cluster) throws IOException {
        Optional<Path> library = faketime();
        assumeThat(library)
                .as("libfaketime is not installed (Debian package libfaketime)")
                .isPresent();
        Report report = new Report("h. the clock of one node is off by " + offset);
        StrictAuthorizationServer server = cluster.authorizationServer();
        server.begin(Behaviour.of(STRICT), Form.SEED);
        PlantedBranches planted = PlantedBranches.in(cluster);
        List<String> branches = planted.plant(2, Duration.ofSeconds(LEFT));
        planted.expire(branches.subList(1, 2));
        ClusterNode node = cluster.node(3);
        node.stop();
        node.start(wrongClock(library.get(), offset));
        try {
            node.awaitReady();
            judge(cluster, branches, report);
        } finally {
            node.stop();
            node.start(Map.of("LD_PRELOAD", ""));
        }
        report.checks().assertThat(server.calls()).isEqualTo(1);
        report.conclude();
    }

    /** The monotonic clock stays right, and so do the waits that go by it: the library's own mending breaks them. */
    private static Map<String, String> wrongClock(Path library, String offset) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                offset,
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    private static void judge(Cluster cluster, List<String> branches, Report report) {
        ClusterNode node = cluster.node(3);
        Answer valid = Reads.read(node, branches.get(0)).join();
        Answer expired = Reads.read(node, branches.get(1)).join();
        Answer elsewhere = Reads.read(cluster.node(1), branches.get(1)).join();

        report.number("minutes that its log is ahead", minutesAhead(node))
                .number("seconds left of a valid token", valid.number("expires_in"))
                .number("of a refreshed one", expired.number("expires_in"))
                .number("calls", cluster.authorizationServer().calls());
        report.checks().assertThat(Math.abs(minutesAhead(node))).isBetween(8L, 12L);
        report.checks().assertThat(valid.number("expires_in")).isBetween(1, (int) LEFT);
        report.checks().assertThat(expired.number("expires_in")).isBetween(3500, 3600);
        report.checks().assertThat(elsewhere.number("expires_in")).isBetween(3500, 3600);
        report.checks().assertThat(elsewhere.text("access_token")).isEqualTo(expired.text("access_token"));
    }

    /** The instrument itself: the node's last entry, written a moment ago by its own clock. */
    private static long minutesAhead(ClusterNode node) {
        String last = node.log()
                .lines()
                .filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        LocalDateTime written = LocalDateTime.parse(last.substring(0, 19).replace(' ', 'T'));
        return Math.round(Duration.between(LocalDateTime.now(), written).toSeconds() / 60.0);
    }

    static Stream<String> offsets() {
        return Form.LONG ? Stream.of("+10m", "-10m") : Stream.of("+10m");
    }

    private static Optional<Path> faketime() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of("/usr/lib"), 3, (file, attributes) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
            return files.findFirst();
        }
    }
}
