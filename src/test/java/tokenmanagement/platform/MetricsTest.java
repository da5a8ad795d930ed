package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures as Prometheus reads them. */
class MetricsTest {
    private final Metrics metrics = new Metrics();

    @BeforeEach
    void start() {
        metrics.start();
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void namesHaveThePrefixAndTheEndingOfTheirKind() {
        metrics.registry()
                .counter(Metrics.PREFIX + "token.reads", "result", "ok")
                .increment();
        metrics.registry().timer(Metrics.PREFIX + "token.read.duration").record(Duration.ofMillis(20));
        metrics.registry()
                .summary(Metrics.PREFIX + "token.remaining", "kind", "hand-out")
                .record(2);
        metrics.registry().gauge(Metrics.PREFIX + "key.rows", 3);

        assertThat(metrics.scrape(null).body())
                .contains("tokenmgmt_token_reads_total{result=\"ok\"} 1.0")
                .contains("tokenmgmt_token_read_duration_seconds_count 1")
                .contains("tokenmgmt_token_remaining_sum{kind=\"hand-out\"} 2.0")
                .contains("tokenmgmt_key_rows 3.0");
    }

    @Test
    void bucketsNeedNoFurtherLibrary() {
        io.micrometer.core.instrument.Timer.builder(Metrics.PREFIX + "refresh.duration")
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofSeconds(1))
                .register(metrics.registry())
                .record(Duration.ofMillis(20));

        assertThat(metrics.scrape(null).body())
                .contains("tokenmgmt_refresh_duration_seconds_bucket{le=\"0.1\"} 1")
                .contains("tokenmgmt_refresh_duration_seconds_bucket{le=\"+Inf\"} 1");
    }

    @Test
    void theJvmIsThere() {
        assertThat(metrics.scrape(null).body())
                .contains("jvm_memory_used_bytes{area=\"heap\"")
                .contains("jvm_threads_live_threads")
                .contains("jvm_gc_");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"*/*", "text/plain", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "text/html", "nonsense"})
    void thePlainTextFormIsWhatEverybodyGets(String accept) {
        Metrics.Scrape scrape = metrics.scrape(accept);

        assertThat(scrape.mediaType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(scrape.body()).doesNotContain("# EOF");
    }

    @Test
    void openMetricsIsForWhoeverNamesIt() {
        Metrics.Scrape scrape = metrics.scrape(
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");

        assertThat(scrape.mediaType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(scrape.body()).endsWith("# EOF\n");
    }
}
