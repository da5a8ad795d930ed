package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Node;
import tokenmanagement.support.TestSettings;

/** The database goes away between an answer and its commit (fault 67). */
@Timeout(20)
class AnswerRecorderTest {
    private static final TokenResponse ANSWER =
            Grants.of("canary-access").refreshToken("canary-refresh").answer();

    @TempDir
    Path directory;

    private final LogCapture log = LogCapture.of(AnswerRecorder.class);
    private final AnswerRecorder recorder = new AnswerRecorder();
    private final BranchToken row = Tokens.row(Tokens.connected());
    private final List<TokenResponse> stored = new ArrayList<>();
    private Optional<BranchToken> found = Optional.of(row);
    private int outage;

    @BeforeEach
    void putTogether() {
        recorder.firstPause = 1;
        recorder.node = new Node();
        recorder.tokens = new Rows();
        recorder.spool = new Spool();
        recorder.spool.cipher = Tokens.CIPHER;
        recorder.spool.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_SPOOL_DIR", directory.toString()));
        recorder.spool.open();
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private final class Rows extends TokenStore {
        @Override
        public Optional<BranchToken> find(long clientId) {
            return found;
        }

        @Override
        public Optional<BranchToken> record(Lease lease, TokenResponse response, Cause cause, String node) {
            if (outage-- > 0) {
                throw new IllegalStateException("the database is away");
            }
            assertThat(lease.generation()).isEqualTo(1);
            stored.add(response);
            return found;
        }
    }

    private static Lease lease(Duration age) {
        Lease won = Tokens.lease(Tokens.connected());
        return new Lease(won.client(), won.token(), won.fence(), won.generation(), won.askedAt() - age.toNanos());
    }

    private Optional<BranchToken> record(Duration ageOfTheLease) {
        return recorder.record(lease(ageOfTheLease), ANSWER, Cause.READ);
    }

    @Test
    void theSpoolIsNotUsedWhileTheDatabaseAnswers() {
        assertThat(record(Duration.ZERO)).contains(row);

        assertThat(directory).isEmptyDirectory();
        assertThat(log.records()).isEmpty();
    }

    @Test
    void theAnswerIsStoredWhenTheDatabaseIsBack() {
        outage = 3;

        assertThat(record(Duration.ZERO)).contains(row);

        assertThat(stored).containsExactly(ANSWER);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whenTheLeaseIsOverTheAnswerWaitsInTheSpool() {
        outage = 1;

        assertThatThrownBy(() -> record(Lease.LENGTH)).hasMessage("the database is away");

        assertThat(recorder.spool.waiting()).hasSize(1);
        assertThat(log.text()).contains("branch=branch-1").doesNotContain("canary");
    }

    @Test
    void fromThereItIsReplayed() {
        whenTheLeaseIsOverTheAnswerWaitsInTheSpool();

        recorder.replay();

        assertThat(stored).containsExactly(ANSWER);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whileItWaitsThereNobodyAsksForAnotherOne() {
        whenTheLeaseIsOverTheAnswerWaitsInTheSpool();

        assertThat(recorder.replay(1, 2)).isFalse();
        assertThat(recorder.replay(1, 1)).isTrue();
        assertThat(stored).containsExactly(ANSWER);
        assertThat(recorder.replay(1, 1)).isFalse();
    }

    @Test
    void anAnswerThatCannotBeStoredYetGoesOnWaiting() {
        whenTheLeaseIsOverTheAnswerWaitsInTheSpool();
        outage = 1;

        recorder.replay();

        assertThat(recorder.spool.waiting()).hasSize(1);
    }

    /** The same id in another database, or after the branch was connected with another account. */
    @Test
    void anotherBranchsAnswerIsNeitherStoredNorDestroyed() {
        whenTheLeaseIsOverTheAnswerWaitsInTheSpool();
        found = Optional.of(new BranchToken(
                new ClientDouble(1) {
                    @Override
                    public String branchId() {
                        return "another";
                    }
                },
                row.token()));

        recorder.replay();

        assertThat(stored).isEmpty();
        assertThat(directory).isDirectoryContaining("glob:**.set-aside");
    }

    @Test
    void aStopOfTheApplicationEndsTheWaitAndLeavesTheAnswer() {
        outage = Integer.MAX_VALUE;
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> record(Duration.ZERO)).hasMessage("the database is away");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFailureIsNotWorthTheWait() {
        outage = 1;

        assertThatThrownBy(() -> recorder.record(
                        lease(Duration.ZERO), Grants.refused(Reason.GRANT, "invalid_grant"), Cause.READ))
                .hasMessage("the database is away");

        assertThat(stored).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }
}
