package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.security.AuditStoreDouble.NOON;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;

class AuditPruningTest {
    private final LogCapture log = LogCapture.of(AuditPruning.class);
    private final SecretCipher cipher = Ciphers.any();
    private final AuditStoreDouble store = new AuditStoreDouble(cipher);

    @AfterEach
    void releaseLog() {
        log.close();
    }

    /** @param kept seconds of the day of the entries that are within the retention */
    private void pruneUpTo(int kept) {
        AuditPruning pruning = new AuditPruning();
        pruning.store = store;
        pruning.cipher = cipher;
        pruning.settings = TestSettings.of();
        pruning.clock = new MutableClock(NOON.plusSeconds(kept).plus(Duration.ofDays(400)));
        pruning.prune();
    }

    private AuditVerdict verdict() {
        AuditVerification verification = new AuditVerification();
        verification.store = store;
        verification.cipher = cipher;
        return verification.verify();
    }

    @Test
    void takesAwayWhatIsOldAndLeavesAWholeChain() {
        store.chain(1, 2500).chain(2, 3);

        pruneUpTo(2401);

        assertThat(store.rows).hasSize(100);
        assertThat(store.row(1, 1).sequence()).isEqualTo(2401);
        assertThat(verdict()).isEqualTo(new AuditVerdict(true, 100, 2, Optional.empty()));
    }

    @Test
    void aChainWithoutEntriesIsWhole() {
        store.chain(1, 5);

        pruneUpTo(100);

        assertThat(store.rows).isEmpty();
        assertThat(verdict()).isEqualTo(new AuditVerdict(true, 0, 1, Optional.empty()));
    }

    @Test
    void nothingIsTakenAwayThatSomebodyMadeLookOld() {
        store.chain(1, 5);
        AuditRow row = store.row(1, 1);
        AuditEntry older = AuditChains.entry("branch-1", NOON.minus(Duration.ofDays(1)));
        store.replace(row, new AuditRow(1, 1, older, row.hash()));

        pruneUpTo(0);

        assertThat(store.rows).hasSize(5);
        assertThat(log.text()).contains("not pruned", "edited");
    }
}
