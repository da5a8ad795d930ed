package tokenmanagement.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.chaos.Ledger.Outcome.DEAD;
import static tokenmanagement.chaos.Ledger.Outcome.GRANTED;
import static tokenmanagement.chaos.Ledger.Outcome.GRANTED_AGAIN;
import static tokenmanagement.chaos.Ledger.Outcome.REUSED;
import static tokenmanagement.chaos.Ledger.Outcome.UNKNOWN;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The instrument itself: a ledger that forgives what it should not would prove nothing. */
class LedgerTest {
    private final Ledger ledger = new Ledger();

    private Stream<Ledger.Outcome> uses(int... presented) {
        return IntStream.of(presented)
                .mapToObj(number -> ledger.use(Ledger.token("branch", number)).outcome());
    }

    private void begin(Ledger.Rotation rotation) {
        ledger.begin(rotation);
        ledger.consent("branch");
    }

    @Test
    void aStrictRefreshTokenWorksOnceAndItsReuseKillsTheGrant() {
        begin(Ledger.Rotation.STRICT);

        assertThat(uses(1, 2, 1, 3)).containsExactly(GRANTED, GRANTED, REUSED, DEAD);
        assertThat(ledger.deadGrants()).containsExactly("branch");
    }

    @Test
    void inTheGraceTheOldOneBringsTheSameSuccessorUntilThatIsUsed() {
        begin(Ledger.Rotation.GRACE);

        assertThat(uses(1, 1, 1)).containsExactly(GRANTED, GRANTED_AGAIN, GRANTED_AGAIN);
        assertThat(ledger.works(Ledger.token("branch", 1))).isTrue();
        assertThat(ledger.works(Ledger.token("branch", 2))).isTrue();
        assertThat(uses(2, 1)).containsExactly(GRANTED, REUSED);
    }

    @Test
    void withoutRotationOneWorksForEver() {
        begin(Ledger.Rotation.NONE);

        assertThat(uses(1, 1, 1)).containsOnly(GRANTED);
    }

    @Test
    void whatWasNeverIssuedIsUnknownOrKills() {
        begin(Ledger.Rotation.STRICT);

        assertThat(ledger.use("something else").outcome()).isEqualTo(UNKNOWN);
        assertThat(uses(7)).containsExactly(REUSED);
    }

    @Test
    void aRevokedGrantGivesNothing() {
        begin(Ledger.Rotation.NONE);
        ledger.revoke(Ledger.token("branch", 1));

        assertThat(uses(1)).containsExactly(DEAD);
        assertThat(ledger.works(Ledger.token("branch", 1))).isFalse();
    }
}
