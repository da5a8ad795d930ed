package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.Stub;

class RequestFiguresFilterTest {
    @SuppressWarnings("unused")
    private static final class Resource {
        @Audited("token.read")
        void read() {}

        @Audited("consent.complete")
        void callback() {}

        @Audited("client.list")
        void list() {}
    }

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RequestFiguresFilter filter = new RequestFiguresFilter();

    @BeforeEach
    void putTogether() {
        filter.metrics = metrics;
    }

    private void answered(String method, int status, Object entity) {
        ContainerRequestContext request = RequestDouble.to("somewhere").context();
        request.setProperty(
                AuditFilter.METHOD,
                Stream.of(Resource.class.getDeclaredMethods())
                        .filter(candidate -> candidate.getName().equals(method))
                        .findFirst()
                        .orElse(null));
        filter.filter(
                request,
                Stub.of(ContainerResponseContext.class)
                        .answer("getStatus", nothing -> status)
                        .answer("getEntity", nothing -> entity)
                        .make());
    }

    private double counted(String name, String label, String value) {
        return metrics.get("tokenmgmt." + name).tag(label, value).counter().count();
    }

    @Test
    void readsAreCountedByTheirResult() {
        answered("read", 200, "a token");
        answered("read", 200, "a token");
        answered("read", 409, Problem.of(409, "reauthorization-required", "x"));

        assertThat(counted("token.reads", "result", "ok")).isEqualTo(2);
        assertThat(counted("token.reads", "result", "reauthorization-required")).isEqualTo(1);
    }

    @Test
    void callbacksAreCountedByTheirResult() {
        answered("callback", 400, Problem.of(400, "invalid-state", "x"));

        assertThat(counted("callbacks", "result", "invalid-state")).isEqualTo(1);
    }

    @Test
    void whoeverIsTurnedAwayIsCountedAlsoBeforeARouteWasFound() {
        answered("none", 401, Problem.of(401, "invalid-token", "x"));
        answered("list", 403, Problem.of(403, "insufficient-scope", "x"));

        assertThat(counted("auth.failures", "reason", "invalid-token")).isEqualTo(1);
        assertThat(counted("auth.failures", "reason", "insufficient-scope")).isEqualTo(1);
    }

    @Test
    void theRestIsNotCounted() {
        answered("list", 200, "clients");

        assertThat(metrics.getMeters()).isEmpty();
    }
}
