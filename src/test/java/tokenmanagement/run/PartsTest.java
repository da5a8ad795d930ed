package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Parts parts = new Parts(new Progress(new PrintStream(printed, true, StandardCharsets.US_ASCII)));
    private final List<String> stopped = new ArrayList<>();

    @Test
    void lastStartedStopsFirst() throws Exception {
        parts.start("PostgreSQL", () -> () -> stopped.add("PostgreSQL"));
        parts.start("Payara", () -> () -> stopped.add("Payara"));

        parts.stop();

        assertThat(stopped).containsExactly("Payara", "PostgreSQL");
    }

    @Test
    void oneThatDoesNotStopKeepsNoOtherRunning() throws Exception {
        parts.start("PostgreSQL", () -> () -> stopped.add("PostgreSQL"));
        parts.start("Payara", () -> () -> {
            throw new IOException("stuck");
        });

        parts.stop();

        assertThat(stopped).containsExactly("PostgreSQL");
        assertThat(printed.toString(StandardCharsets.US_ASCII)).contains("Payara", "stuck");
    }

    @Test
    void nothingStartsAfterAStop() {
        parts.stop();

        assertThatThrownBy(() -> parts.start("Payara", () -> () -> stopped.add("Payara")))
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void stopWaitsForAStartThatIsUnderWay() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Thread starter = new Thread(() -> start(starting, proceed));
        starter.start();
        assertThat(starting.await(5, TimeUnit.SECONDS)).isTrue();
        Thread stopper = new Thread(parts::stop);
        stopper.start();

        proceed.countDown();
        stopper.join(5_000);
        starter.join(5_000);

        assertThat(stopped).containsExactly("PostgreSQL");
    }

    private void start(CountDownLatch starting, CountDownLatch proceed) {
        try {
            parts.start("PostgreSQL", () -> {
                starting.countDown();
                proceed.await();
                return () -> stopped.add("PostgreSQL");
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
