package tokenmanagement.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import tokenmanagement.platform.Metrics;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.RequestTrace;

/** Counts what is asked of the service and how it ends, with the words of {@link Audited} and of the problems. */
@Provider
@Priority(AuditFilter.PRIORITY)
public class RequestFiguresFilter implements ContainerResponseFilter {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    @Inject
    MeterRegistry metrics;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String result = response.getEntity() instanceof Problem problem ? problem.code() : AuditEvent.OK;
        switch (action(request)) {
            case "token.read", "token.reject" -> read(result);
            case "consent.complete" -> count("callbacks", "result", result);
            default -> {
                // nobody watches the others by number; the audit trail has them
            }
        }
        if (response.getStatus() == 401 || response.getStatus() == 403) {
            count("auth.failures", "reason", result);
        }
    }

    private static String action(ContainerRequestContext request) {
        return Optional.ofNullable((Method) request.getProperty(AuditFilter.METHOD))
                .map(method -> method.getAnnotation(Audited.class))
                .map(Audited::value)
                .orElse("");
    }

    private void read(String result) {
        count("token.reads", "result", result);
        RequestTrace.current().ifPresent(request -> Timer.builder(Metrics.PREFIX + "token.read.duration")
                .description("From the first look at the request to its answer")
                .serviceLevelObjectives(BOUNDS)
                .register(metrics)
                .record(Duration.ofNanos(System.nanoTime() - request.startedAt())));
    }

    private void count(String name, String label, String value) {
        metrics.counter(Metrics.PREFIX + name, label, value).increment();
    }
}
