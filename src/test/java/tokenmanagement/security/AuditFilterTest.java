package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.Answers.assertProblem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemMapper;
import tokenmanagement.platform.Stub;

class AuditFilterTest {
    private static final Caller CALLER = new Caller("till", Optional.of(7L), Set.of(), BranchLimits.NONE);

    private final List<String> told = new ArrayList<>();
    private final List<AuditEvent> events = new ArrayList<>();
    private final AuditSubject subject = new AuditSubject();
    private final Map<String, Object> properties = new HashMap<>();
    private final MultivaluedHashMap<String, String> path = new MultivaluedHashMap<>();
    private Caller caller = CALLER;
    private String verb = "GET";
    private boolean room = true;
    private Response aborted;

    /** Resource methods of every kind. */
    @SuppressWarnings("unused")
    private static final class Resource {
        @Audited("token.read")
        void read() {}

        @Audited("consent.start")
        @OpenToBrowsers
        void start() {}
    }

    private final class Trail extends AuditTrail {
        private void tell(String how, AuditEvent event) {
            told.add(how);
            events.add(event);
        }

        @Override
        public void record(AuditEvent event) {
            tell("record", event);
        }

        @Override
        public void recordChange(AuditEvent event) {
            tell("recordChange", event);
        }

        @Override
        public void count(AuditEvent event) {
            tell("count", event);
        }

        @Override
        public boolean hasRoom() {
            return room;
        }
    }

    private AuditFilter filter(String method) {
        AuditFilter filter = new AuditFilter();
        filter.audit = new Trail();
        filter.subject = subject;
        filter.sessions = SignOutStoreDouble.sessions();
        filter.resource = Stub.of(ResourceInfo.class)
                .answer("getResourceMethod", nothing -> method(method))
                .make();
        filter.connection = Stub.of(HttpServletRequest.class)
                .answer("getSession", create -> null)
                .make();
        return filter;
    }

    private static Method method(String name) {
        try {
            return Resource.class.getDeclaredMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private ContainerRequestContext request() {
        UriInfo uri = Stub.of(UriInfo.class)
                .answer("getPathParameters", nothing -> path)
                .make();
        SecurityContext security = Stub.of(SecurityContext.class)
                .answer("getUserPrincipal", nothing -> caller)
                .make();
        return Stub.of(ContainerRequestContext.class)
                .answer("getUriInfo", nothing -> uri)
                .answer("getMethod", nothing -> verb)
                .answer("getSecurityContext", nothing -> security)
                .answer("setProperty", pair -> properties.put((String) pair[0], pair[1]))
                .answer("getProperty", name -> properties.get(name[0]))
                .answer("abortWith", response -> aborted = (Response) response[0])
                .make();
    }

    private AuditEvent answered(String method, int status, Object entity) {
        filter(method).filter(request());
        return answeredBeforeARoute(method, status, entity);
    }

    private AuditEvent answeredBeforeARoute(String method, int status, Object entity) {
        filter(method)
                .filter(
                        request(),
                        Stub.of(ContainerResponseContext.class)
                                .answer("getStatus", nothing -> status)
                                .answer("getEntity", nothing -> entity)
                                .make());
        return events.isEmpty() ? null : events.get(0);
    }

    @Test
    void aReadIsRecordedWithAllThatIsKnown() {
        path.putSingle("branch_id", "branch-1");
        subject.isClient(7);

        AuditEvent event = answered("read", 200, "a token");

        assertThat(told).containsExactly("record");
        assertThat(event)
                .isEqualTo(AuditEvent.byCaller(CALLER, "token.read")
                        .about("branch-1", 7)
                        .answered(200));
    }

    @Test
    void aChangeWaitsAndARefusedOneDoesNot() {
        verb = "POST";

        answered("read", 200, "x");
        answered("read", 409, Problem.of(409, "already-exists", "x"));

        assertThat(told).containsExactly("recordChange", "record");
        assertThat(events.get(1).result()).isEqualTo("already-exists");
    }

    @Test
    void theStartOfAConsentIsAChangeByABrowser() {
        caller = null;
        subject.is("branch-1", 7);

        assertThat(answered("start", 302, null).caller()).isEqualTo("browser");
        assertThat(told).containsExactly("recordChange");
    }

    @Test
    void whatAnybodyCanCauseIsCounted() {
        caller = null;

        answered("start", 404, Problem.notFound("x"));
        properties.clear();
        answeredBeforeARoute("read", 401, Problem.of(401, "invalid-token", "x"));

        assertThat(told).containsExactly("count", "count");
        assertThat(events.get(1).caller()).isEqualTo("anonymous");
    }

    @Test
    void anExhaustedLimitIsCountedUnderItsCaller() {
        AuditEvent event = answeredBeforeARoute("read", 429, Problem.of(429, "too-many-requests", "x"));

        assertThat(told).containsExactly("count");
        assertThat(event.caller()).isEqualTo("till");
    }

    @Test
    void anAddressWithoutARouteIsNoEntry() {
        answeredBeforeARoute("read", 404, Problem.notFound("x"));

        assertThat(told).isEmpty();
    }

    @Test
    void withoutRoomForAnEntryNothingIsDone() {
        room = false;

        answered("read", 503, ProblemMapper.databaseUnavailable());

        assertProblem(aborted, 503, "database-unavailable");
        assertThat(told).containsExactly("count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmk_abc", "ya29.abc", "eyJhbGciOi", "GOCSPX-abc", "a\nb", "a/b"})
    void whatIsNoBranchStaysOut(String text) {
        path.putSingle("branch_id", text);
        path.putSingle("client_id", "7x");

        AuditEvent event = answered("read", 404, Problem.notFound("x"));

        assertThat(event.branchId()).isEmpty();
        assertThat(event.clientId()).isEmpty();
    }
}
