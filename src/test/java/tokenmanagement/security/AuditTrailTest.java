package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.security.AuditStoreDouble.NOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.support.MutableClock;

class AuditTrailTest {
    private static final AuditEvent EVENT = AuditEvent.byBrowser("consent.start");

    private final LogCapture trailLog = LogCapture.of(AuditTrail.class);
    private final LogCapture queueLog = LogCapture.of(AuditQueue.class);
    private final AuditTrail audit = new AuditTrail();
    private final List<AuditQueue.Waiting> taken = new ArrayList<>();

    @BeforeEach
    void setTheClock() {
        audit.clock = new MutableClock(NOON);
    }

    @AfterEach
    void releaseLogs() {
        trailLog.close();
        queueLog.close();
    }

    @Test
    void aReadWaitsForNobody() {
        audit.record(EVENT);

        audit.queue().take(taken, 10);
        assertThat(taken).singleElement().satisfies(waiting -> {
            assertThat(waiting.entry().event()).isEqualTo(EVENT);
            assertThat(waiting.entry().time()).isEqualTo(NOON);
            assertThat(waiting.written()).isNotDone();
        });
    }

    @Test
    void aChangeReturnsWhenItsEntryIsWritten() throws Exception {
        audit.patience = Duration.ofSeconds(60);
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> audit.recordChange(EVENT));

        audit.queue().await(Duration.ofSeconds(60));
        audit.queue().take(taken, 10);
        assertThat(change).isNotDone();
        taken.get(0).written().complete(null);

        assertThat(change).succeedsWithin(Duration.ofSeconds(60));
        assertThat(trailLog.text()).isEmpty();
    }

    @Test
    void aChangeThatCannotBeWrittenInTimeIsNotDenied() {
        audit.patience = Duration.ofMillis(1);

        audit.recordChange(EVENT);

        audit.queue().take(taken, 10);
        assertThat(taken).hasSize(1);
        assertThat(trailLog.text()).contains("waits for the database");
    }

    @Test
    void withoutRoomNothingNewIsLetInAndWhatIsUnderWayStillFits() {
        for (int i = 0; i < AuditQueue.CAPACITY - AuditQueue.HEADROOM; i++) {
            assertThat(audit.hasRoom()).isTrue();
            audit.record(EVENT);
        }

        assertThat(audit.hasRoom()).isFalse();
        audit.record(EVENT);
        assertThat(queueLog.text()).isEmpty();
    }

    @Test
    void theQueueIsWrittenWhenTheLastEntryIs() {
        audit.record(EVENT);
        audit.record(EVENT);

        audit.queue().take(taken, 10);
        assertThat(audit.queue().isWritten()).isFalse();
        audit.queue().written(2);

        assertThat(audit.queue().isWritten()).isTrue();
    }

    @Test
    void afterTheStopTheLogIsTheLastResort() {
        audit.queue().close();

        audit.recordChange(EVENT);

        assertThat(audit.hasRoom()).isFalse();
        assertThat(queueLog.text()).contains("not kept", "consent.start");
    }

    @Test
    void whatIsAlikeIsOneEntryAMinute() {
        for (int i = 0; i < 5; i++) {
            audit.count(EVENT.ended("invalid-state"));
        }
        audit.count(EVENT.ended("not-found").about("branch", 1));

        assertThat(audit.counts().due(NOON.plusSeconds(59))).isEmpty();
        List<AuditEntry> due = audit.counts().due(NOON.plusSeconds(60));

        assertThat(due)
                .extracting(entry ->
                        entry.event().result() + " " + entry.event().detail().orElseThrow())
                .containsExactlyInAnyOrder("invalid-state times=5", "not-found times=1");
        assertThat(audit.counts().all()).isEmpty();
    }

    @Test
    void aFloodFromManyAddressesIsOne() {
        AuditCounts counts = new AuditCounts();
        for (int i = 0; i < AuditCounts.MOST + 50; i++) {
            counts.add(new AuditCounts.Alike(EVENT, Optional.of("10.0." + i)), NOON);
        }

        assertThat(counts.all())
                .hasSize(AuditCounts.MOST + 1)
                .anyMatch(entry -> entry.address().isEmpty()
                        && entry.event().detail().orElseThrow().equals("times=50"));
    }
}
