package tokenmanagement.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/**
 * How long a test waits for what must happen. Far longer than it ever takes: a loaded machine is no failure, and only a
 * test that fails waits that long.
 */
public final class Patience {
    static final Duration FOR_AN_ANSWER = Duration.ofSeconds(60);
    static final Duration FOR_A_SERVER = Duration.ofMinutes(4);

    private Patience() {}

    /** For something that the service does by itself. */
    public static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
