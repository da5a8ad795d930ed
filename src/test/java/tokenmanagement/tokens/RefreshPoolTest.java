package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool that the refreshes run in. */
@Timeout(20)
class RefreshPoolTest {
    private static final int CONCURRENCY = 2;

    private final Refreshes refreshes = RefreshesFixture.started(CONCURRENCY);
    private final BranchToken row = Tokens.row(Tokens.connected());
    private final Optional<BranchToken> found = Optional.of(row);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stop() {
        answer.countDown();
        refreshes.stop();
    }

    /** A refresh that takes until {@link #answer}. */
    private Optional<BranchToken> slowly() {
        calls.incrementAndGet();
        until(answer);
        return found;
    }

    private static void until(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void clientsDoNotWaitForOneAnother() throws Exception {
        refreshes.join(1, this::slowly);

        assertThat(refreshes.join(2, () -> found).get(10, TimeUnit.SECONDS)).isSameAs(found);
    }

    /** As after a node has died with more leases than there are places. */
    @Test
    void whatWaitsForAnotherNodeTakesNobodysPlace() throws Exception {
        for (long client = 1; client <= 10; client++) {
            refreshes.join(client, Optional::empty);
        }

        assertThat(refreshes.join(11, () -> found).get(1, TimeUnit.SECONDS)).isSameAs(found);
        await().until(() -> refreshes.idle() == CONCURRENCY);
    }

    @Test
    void whatWaitsForAnotherNodeLooksAgainUntilItIsDone() throws Exception {
        AtomicInteger looks = new AtomicInteger();

        CompletableFuture<Optional<BranchToken>> waiting =
                refreshes.join(1, () -> looks.incrementAndGet() < 3 ? Optional.empty() : found);

        assertThat(waiting.get()).isSameAs(found);
        assertThat(looks).hasValue(3);
    }

    @Test
    void itIsJoinedByWhoeverAsksMeanwhile() {
        CompletableFuture<Optional<BranchToken>> waiting = refreshes.join(1, Optional::empty);

        assertThat(refreshes.join(1, () -> found)).isSameAs(waiting);
        assertThat(refreshes.start(1, () -> row)).isFalse();
    }

    @Test
    void itsPatienceEnds() throws Exception {
        refreshes.patience = Duration.ofMillis(100);

        assertThat(refreshes.join(1, Optional::empty).get()).isEmpty();
        assertThat(refreshes.join(1, () -> found).get()).isSameAs(found);
    }

    @Test
    void theStopEndsItToo() {
        CompletableFuture<Optional<BranchToken>> waiting = refreshes.join(1, Optional::empty);

        refreshes.stop();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void noMoreRunAtOnceThanTheSettingsAllow() {
        for (long client = 1; client <= 10; client++) {
            refreshes.join(client, this::slowly);
        }

        await().untilAtomic(calls, is(CONCURRENCY));
        assertThat(refreshes.idle()).isZero();
    }

    @Test
    void idlePlacesAreCounted() {
        assertThat(refreshes.idle()).isEqualTo(CONCURRENCY);

        refreshes.join(1, this::slowly);

        await().until(() -> refreshes.idle() == CONCURRENCY - 1);
    }

    @Test
    void whoeverFindsTheQueueFullIsToldAtOnce() {
        CompletableFuture<Optional<BranchToken>> last = new CompletableFuture<>();
        for (long client = 1; !last.isCompletedExceptionally(); client++) {
            assertThat(client).isLessThan(20_000);
            last = refreshes.join(client, this::slowly);
        }

        assertThatThrownBy(last::get).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aRunningRefreshEndsWhenTheApplicationStops() throws Exception {
        CompletableFuture<Optional<BranchToken>> running = refreshes.join(1, this::slowly);
        await().untilAtomic(calls, is(1));

        Thread stopping = new Thread(refreshes::stop);
        stopping.start();
        answer.countDown();

        assertThat(running.get()).isSameAs(found);
        stopping.join();
    }

    @Test
    void afterTheStopNothingStarts() {
        refreshes.stop();

        assertThatThrownBy(() -> refreshes.join(1, () -> found).get())
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }
}
