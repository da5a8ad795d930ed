package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tokenmanagement.platform.LogCapture;

@Timeout(20)
class RefreshesTest {
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

    private static Supplier<Optional<BranchToken>> failing(RuntimeException e) {
        return () -> {
            throw e;
        };
    }

    @Test
    void aRefreshThatBreaksIsLoggedOnceWhoeverWaits() {
        try (LogCapture log = LogCapture.of(Refreshes.class)) {
            CompletableFuture<Optional<BranchToken>> broken =
                    refreshes.join(1, failing(new IllegalStateException("broken")));

            assertThatThrownBy(broken::get).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(broken::get).isInstanceOf(ExecutionException.class);

            assertThat(log.warnings()).containsExactly("refresh broke client=1");
        }
    }

    /** As when the server has no thread left to give. */
    @Test
    void aThreadThatCannotBeHadLeavesNothingBehind() {
        Refreshes poor = RefreshesFixture.started(1, work -> {
            throw new IllegalStateException("no thread");
        });

        assertThatThrownBy(() -> poor.join(1, () -> found)).hasMessage("no thread");
        assertThatThrownBy(() -> poor.join(1, () -> found)).hasMessage("no thread");
    }

    @Test
    void aSecondOneIsNotStartedBesideTheFirst() {
        refreshes.join(1, this::slowly);

        assertThat(refreshes.start(1, () -> row)).isFalse();
        assertThat(refreshes.start(2, () -> row)).isTrue();
    }

    @Test
    void fiveHundredCallersShareOneRefresh() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(50);
        List<Callable<CompletableFuture<Optional<BranchToken>>>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(() -> refreshes.join(1, this::slowly));
        }

        List<Future<CompletableFuture<Optional<BranchToken>>>> joined = callers.invokeAll(calls);
        answer.countDown();

        for (Future<CompletableFuture<Optional<BranchToken>>> caller : joined) {
            assertThat(caller.get().get()).isSameAs(found);
        }
        assertThat(this.calls).hasValue(1);
        callers.shutdown();
    }

    @Test
    void itRunsInNoCallersThread() throws Exception {
        Thread[] ran = {null};

        refreshes
                .join(1, () -> {
                    ran[0] = Thread.currentThread();
                    return found;
                })
                .get();

        assertThat(ran[0]).isNotSameAs(Thread.currentThread());
    }

    @Test
    void theNextRefreshIsANewOne() throws Exception {
        Optional<BranchToken> next = Optional.of(Tokens.row(Tokens.refreshed(Tokens.NOON)));
        refreshes.join(1, () -> found).get();

        untilGone(1);

        assertThat(refreshes.join(1, () -> next).get()).isSameAs(next);
    }

    /** Waits until a refresh of this client would start anew. */
    private void untilGone(long client) {
        Optional<BranchToken> gone = Optional.of(Tokens.row(Tokens.dead()));
        await().until(() -> refreshes.join(client, () -> gone).get() == gone);
    }

    @Test
    void aFailureReachesEveryWaiter() {
        RuntimeException failure = new IllegalStateException("broken");
        CompletableFuture<Optional<BranchToken>> first = refreshes.join(1, () -> {
            slowly();
            throw failure;
        });
        CompletableFuture<Optional<BranchToken>> second = refreshes.join(1, this::slowly);

        answer.countDown();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class).hasCause(failure);
    }

    @Test
    void aFailureLeavesNothingBehind() throws Exception {
        assertThatThrownBy(() ->
                        refreshes.join(1, failing(new IllegalStateException())).get())
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> refreshes
                        .join(2, () -> {
                            throw new StackOverflowError();
                        })
                        .get())
                .isInstanceOf(ExecutionException.class);

        untilGone(1);
        untilGone(2);

        await().until(() -> refreshes.idle() == CONCURRENCY);
    }

    @Test
    void whoeverAsksAgainAsSoonAsItIsOverStartsANewOne() throws Exception {
        Optional<BranchToken> next = Optional.of(Tokens.row(Tokens.refreshed(Tokens.NOON)));
        CompletableFuture<Optional<BranchToken>> again =
                refreshes.join(1, this::slowly).thenCompose(before -> refreshes.join(1, () -> next));

        answer.countDown();

        assertThat(again.get()).isSameAs(next);
    }
}
