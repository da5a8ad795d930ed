package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a node may rely on; NoticeConnectionTest has the database. */
class NoticesTest {
    private final AtomicLong nanoTime = new AtomicLong(-7);
    private final Notices notices = new Notices();

    NoticesTest() {
        notices.nanoTime = nanoTime::get;
    }

    @Test
    void beforeTheFirstPulseNothingIsProven() {
        assertThat(notices.areArriving()).isFalse();
    }

    @Test
    void aPulseProvesTheTimeBeforeItWasSentAndNotForLong() {
        notices.heardAllUntil(-7);

        nanoTime.addAndGet(Notices.BOUND.toNanos() - 1);
        assertThat(notices.areArriving()).isTrue();
        nanoTime.incrementAndGet();
        assertThat(notices.areArriving()).isFalse();
    }
}
