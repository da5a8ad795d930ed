package tokenmanagement.tokens;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Locale;
import tokenmanagement.platform.DatabaseUnavailable;
import tokenmanagement.platform.Metrics;

/**
 * How the stored grants stand, counted in the database once a minute by each node; while the database is away the
 * figures have no value, which is not the same as none.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class GrantFigures {
    @Inject
    MeterRegistry metrics;

    @Inject
    GrantFiguresStore store;

    private volatile GrantFiguresStore.Count counted = GrantFiguresStore.Count.UNKNOWN;

    @PostConstruct
    void start() {
        for (Token.Status status : Token.Status.values()) {
            Gauge.builder(Metrics.PREFIX + "grants", this, figures -> figures.counted.of(status))
                    .tag("state", status.name().toLowerCase(Locale.ROOT))
                    .description("Branches with a stored grant in this state")
                    .register(metrics);
        }
        Gauge.builder(Metrics.PREFIX + "refresh.due", this, figures -> figures.counted.due())
                .description("Tokens whose planned refresh time has come")
                .register(metrics);
        Gauge.builder(Metrics.PREFIX + "refresh.overdue", this, figures -> figures.counted.overdueSeconds())
                .baseUnit("seconds")
                .description("How long the longest waiting of them has been due")
                .register(metrics);
    }

    @Schedule(hour = "*", minute = "*", second = "5", persistent = false)
    void count() {
        try {
            counted = store.count();
        } catch (DatabaseUnavailable e) {
            // readiness and the log tell of it
            counted = GrantFiguresStore.Count.UNKNOWN;
        }
    }
}
