package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.platform.DatabaseClock;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Node;
import tokenmanagement.support.TestSettings;

class TokenRefreshTimerTest {
    private final LogCapture log = LogCapture.of(TokenRefreshTimer.class);
    private final TokenRefreshTimer timer = new TokenRefreshTimer();
    private final List<String> events = new ArrayList<>();
    private final GooglePause google = new GooglePause();
    private int places = 3;
    private int due;
    private RuntimeException broken;
    private boolean taken;

    @BeforeEach
    void putTogether() {
        timer.leases = new Due();
        timer.refresh = new Refresh();
        timer.refreshes = new Places();
        timer.node = new Node();
        timer.google = google;
        timer.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_REFRESH_INTERVAL", "PT1H"));
        timer.clock = new DatabaseClock() {
            @Override
            public void synchronize() {
                events.add("look at the clock");
            }
        };
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private final class Due extends LeaseStore {
        @Override
        public List<Lease> claimDue(String owner, int limit) {
            assertThat(owner).startsWith(timer.node.name()).isNotEqualTo(timer.node.name());
            events.add("claim " + limit);
            if (broken != null) {
                throw broken;
            }
            List<Lease> leases = new ArrayList<>();
            for (int client = 1; client <= Math.min(due, limit); client++) {
                leases.add(Lease.of(new ClientDouble(client), Tokens.connected(), System.nanoTime()));
            }
            due -= leases.size();
            return leases;
        }

        @Override
        public void release(Lease lease) {
            events.add("release " + lease.client().id());
        }
    }

    private final class Refresh extends TokenRefresh {
        @Override
        BranchToken refresh(Lease lease, Cause cause) {
            events.add("refresh " + lease.client().id() + " by " + cause);
            return Tokens.row(lease.token());
        }
    }

    private final class Places extends Refreshes {
        @Override
        int idle() {
            return places;
        }

        @Override
        boolean start(long clientId, Supplier<BranchToken> refresh) {
            if (!taken) {
                refresh.get();
            }
            return !taken;
        }
    }

    @Test
    void refreshesWhatIsDue() {
        due = 2;

        timer.tick();

        assertThat(events).containsExactly("look at the clock", "claim 3", "refresh 1 by TIMER", "refresh 2 by TIMER");
    }

    @Test
    void claimsNothingWhileRefreshesAreHeldBackAndGoesOnWithTheFirstTickAfter() {
        due = 1;
        google.open(Duration.ofSeconds(10));
        timer.tick();
        google.open(Duration.ZERO);
        timer.tick();

        assertThat(events).containsExactly("look at the clock", "look at the clock", "claim 3", "refresh 1 by TIMER");
    }

    @Test
    void looksOnceInTheIntervalOfTheSettings() {
        timer.tick();
        timer.tick();

        assertThat(events).containsExactly("look at the clock", "claim 3");
    }

    @Test
    void goesOnWithTheNextTickWhileThereIsMoreToDo() {
        due = 4;

        timer.tick();
        timer.tick();
        timer.tick();

        assertThat(events).filteredOn(event -> event.startsWith("refresh")).hasSize(4);
        assertThat(events).filteredOn("claim 3"::equals).hasSize(2);
    }

    @Test
    void takesNoLeaseThatItCannotUse() {
        places = 0;
        due = 2;

        timer.tick();

        assertThat(events).containsExactly("look at the clock");
    }

    @Test
    void looksAgainAsSoonAsThereIsAPlace() {
        places = 0;
        due = 1;
        timer.tick();
        places = 1;

        timer.tick();

        assertThat(events).contains("refresh 1 by TIMER");
    }

    @Test
    void survivesWhateverHappens() {
        broken = new IllegalStateException("no database");

        assertThatCode(timer::tick).doesNotThrowAnyException();
        assertThat(log.warnings()).hasSize(1);
    }

    /** By a reader's refresh that came first, or because the pool is full. */
    @Test
    void aLeaseThatCannotBeUsedIsGivenBack() {
        due = 1;
        taken = true;

        timer.tick();

        assertThat(events).endsWith("release 1");
    }
}
