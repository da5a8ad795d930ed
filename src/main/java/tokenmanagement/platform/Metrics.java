package tokenmanagement.platform;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Locale;

/**
 * The figures of this node: inject {@code MeterRegistry} to count, {@code Metrics} to read.
 *
 * <p>Names begin with {@code tokenmgmt.}; Prometheus sees {@code tokenmgmt_} and the endings that belong to the kind.
 * No label ever names a branch, a client or an account: each value of a label is a series that is kept for ever, and
 * whoever may read figures need not learn who our customers are.
 */
@ApplicationScoped
public class Metrics {
    public static final String PREFIX = "tokenmgmt.";
    static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private PrometheusMeterRegistry registry;
    private JvmGcMetrics garbageCollection;

    /** All figures in one of the two text forms. */
    public record Scrape(String mediaType, String body) {}

    @PostConstruct
    void start() {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        garbageCollection = new JvmGcMetrics();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    @Produces
    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** @param accept null when the request has no such field; only OpenMetrics is ever preferred by name */
    public Scrape scrape(String accept) {
        boolean openMetrics =
                accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
        String mediaType = openMetrics ? OPEN_METRICS : TEXT;
        return new Scrape(mediaType, registry.scrape(mediaType));
    }

    /** The JVM outlives the application: it must not go on telling it of its collections. */
    @PreDestroy
    void close() {
        garbageCollection.close();
        registry.close();
    }
}
