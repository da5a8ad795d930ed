package tokenmanagement.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemMapper;

/**
 * One entry in the audit trail for each API call that reached a route, refused or not, so that no resource can forget
 * it.
 *
 * <p>What anybody can cause without a key, and what a rate limit turned away, is counted instead of written one by one:
 * no flood fills the trail. As a response filter it comes last (but for the page that a browser gets of a problem), and
 * sees what is really answered.
 */
@Provider
@Priority(AuditFilter.PRIORITY)
public class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** Of response filters only those with a lower number come later. */
    public static final int PRIORITY = Priorities.AUTHENTICATION - 100;

    /** The resource method, as a property of the request: a response filter is not told of it on every server. */
    static final String METHOD = AuditFilter.class.getName();

    private static final Set<String> READS = Set.of("GET", "HEAD");
    /** Without a route: no key, above a limit, no room for an entry. */
    private static final Set<Integer> COUNTED = Set.of(401, 429, 503);

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");
    /** A branch's name, but none that begins like a secret: what is put there by mistake must not stay. */
    private static final Pattern BRANCH =
            Pattern.compile("(?!tmk_|ya29\\.|eyJ|GOCSPX-)[^\\p{C}\\p{Zl}\\p{Zp}/\\\\?#%;]{1,200}");

    @Inject
    AuditTrail audit;

    @Inject
    AuditSubject subject;

    @Inject
    AdministratorSession sessions;

    @Context
    ResourceInfo resource;

    @Context
    HttpServletRequest connection;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!audit.hasRoom()) {
            request.abortWith(ProblemMapper.databaseUnavailable().response());
            return;
        }
        request.setProperty(METHOD, resource.getResourceMethod());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (request.getProperty(METHOD) instanceof Method method) {
            Audited audited = method.getAnnotation(Audited.class);
            AuditEvent event = by(request, method, audited == null ? "request.unnamed" : audited.value())
                    .about(branch(request), client(request))
                    .ended(result(response))
                    .answered(status);
            record(subject.detail().map(event::detail).orElse(event), request, method);
        } else if (COUNTED.contains(status)) {
            audit.count(
                    by(request, null, "request.refuse").ended(result(response)).answered(status));
        }
    }

    private void record(AuditEvent event, ContainerRequestContext request, Method method) {
        boolean refused = event.status().orElse(0) >= 400;
        boolean hasCaller = request.getSecurityContext().getUserPrincipal() instanceof Caller;
        boolean reads = READS.contains(request.getMethod()) && !method.isAnnotationPresent(OpenToBrowsers.class);
        if (refused && !hasCaller && event.branchId().isEmpty()) {
            audit.count(event);
        } else if (refused || reads) {
            audit.record(event);
        } else {
            audit.recordChange(event);
        }
    }

    private AuditEvent by(ContainerRequestContext request, Method method, String action) {
        if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller) {
            return AuditEvent.byCaller(caller, action);
        }
        if (method == null || !method.isAnnotationPresent(OpenToBrowsers.class)) {
            return AuditEvent.byAnonymous(action);
        }
        return sessions.user(connection)
                .map(user -> AuditEvent.byAdministrator(user, action))
                .orElseGet(() -> AuditEvent.byBrowser(action));
    }

    private Optional<String> branch(ContainerRequestContext request) {
        return subject.branchId().or(() -> Optional.ofNullable(
                        request.getUriInfo().getPathParameters().getFirst("branch_id"))
                .filter(text -> BRANCH.matcher(text).matches()));
    }

    private Optional<Long> client(ContainerRequestContext request) {
        return subject.clientId().or(() -> Optional.ofNullable(
                        request.getUriInfo().getPathParameters().getFirst("client_id"))
                .filter(text -> ID.matcher(text).matches())
                .map(Long::valueOf));
    }

    private static String result(ContainerResponseContext response) {
        return response.getEntity() instanceof Problem problem ? problem.code() : AuditEvent.OK;
    }
}
