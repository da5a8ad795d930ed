package tokenmanagement.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import tokenmanagement.platform.Answers;
import tokenmanagement.platform.ProblemException;

/**
 * What bad input may lead to: a value or a 4xx problem that does not quote it, within 50 ms of the processor's time.
 *
 * <p>Time that others take away, the garbage collector among them, does not count; and who takes longer once may try
 * again, since the first run pays for loading and compiling.
 */
public final class CleanOutcome {
    /** Put in front of input, to be looked for in what comes out. */
    public static final String CANARY = "canary-in-bad-input-";

    /** Jazzer watches every branch while it searches, which costs several times the work. */
    private static final Duration MOST = Duration.ofMillis(System.getenv("JAZZER_FUZZ") == null ? 50 : 250);

    private static final int ATTEMPTS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CleanOutcome() {}

    /** The value; empty for a problem. Whatever else is thrown fails the test. */
    public static <T> Optional<T> of(Callable<T> work) {
        Duration least = MOST.plusNanos(1);
        Optional<T> outcome = Optional.empty();
        for (int i = 0; i < ATTEMPTS && least.compareTo(MOST) > 0; i++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            outcome = once(work);
            Duration taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin);
            least = i == 0 || taken.compareTo(least) < 0 ? taken : least;
        }
        assertThat(least).as("processor time").isLessThanOrEqualTo(MOST);
        return outcome;
    }

    private static <T> Optional<T> once(Callable<T> work) {
        try {
            return Optional.of(work.call());
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isBetween(400, 499);
            assertSilent(new String(Answers.text(e.problem()), StandardCharsets.UTF_8));
            assertSilent(e.getMessage());
            return Optional.empty();
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return fail("neither a value nor a problem", e);
        }
    }

    public static void assertSilent(String text) {
        assertThat(text).as("what the outside gets to see").doesNotContain(CANARY);
    }
}
