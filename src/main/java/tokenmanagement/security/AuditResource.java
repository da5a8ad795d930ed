package tokenmanagement.security;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.QueryParameters;

/**
 * Route 13 of the API: who did what to which branch, newest first, and whether the trail is whole.
 *
 * <p>A caller that is limited to branches sees the entries of those branches, whoever made them, and no other.
 */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    private static final int DEFAULT_LIMIT = 50;

    @Inject
    AuditStore store;

    @Inject
    AuditVerification verification;

    @Context
    SecurityContext security;

    record Listed(
            String id,
            Instant time,
            String caller,
            Optional<Long> keyId,
            String action,
            Optional<String> branchId,
            Optional<Long> clientId,
            String result,
            Optional<Integer> status,
            Optional<String> address,
            Optional<String> requestId,
            Optional<String> detail) {
        static Listed of(AuditRow row) {
            AuditEvent event = row.entry().event();
            return new Listed(
                    row.id(),
                    row.entry().time(),
                    event.caller(),
                    event.keyId(),
                    event.action(),
                    event.branchId(),
                    event.clientId(),
                    event.result(),
                    event.status(),
                    row.entry().address(),
                    row.entry().requestId(),
                    event.detail());
        }
    }

    record Page(List<Listed> entries, Optional<String> next) {}

    @GET
    @RequiredScope(Scope.AUDIT_READ)
    @Audited("audit.read")
    public Page list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(
                uri.getQueryParameters(), "branch_id", "caller", "action", "from", "to", "limit", "after");
        int limit = query.number("limit", 1, 200).map(Long::intValue).orElse(DEFAULT_LIMIT);
        AuditSearch search = new AuditSearch(
                query.text("branch_id"),
                query.text("caller"),
                query.text("action"),
                query.text("from").map(text -> time("from", text)),
                query.text("to").map(text -> time("to", text)),
                Caller.of(security.getUserPrincipal()).branches(),
                query.text("after").map(AuditResource::cursor));
        List<AuditRow> found = store.search(search, limit + 1);
        List<AuditRow> page = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next = found.size() <= limit
                ? Optional.empty()
                : Optional.of(AuditSearch.Cursor.behind(page.get(limit - 1)).toString());
        return new Page(page.stream().map(Listed::of).toList(), next);
    }

    /** For keys without a limit to branches: how much there is in all is no business of the others. */
    @GET
    @Path("verify")
    @RequiredScope(Scope.AUDIT_READ)
    @Audited("audit.verify")
    public Response verify(@Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        if (Caller.of(security.getUserPrincipal()).branches().patterns().isPresent()) {
            return Problem.of(
                            403,
                            "insufficient-scope",
                            "The trail is verified as a whole, for API keys that cover every branch. Use such a key.")
                    .response();
        }
        return verification
                .verifyUnlessBusy()
                .map(verdict -> Response.ok(verdict).build())
                .orElseGet(() -> Problem.of(
                                429, "too-many-requests", "The trail is being verified already. Try again in a minute.")
                        .header("Retry-After", "60")
                        .response());
    }

    private static Instant time(String name, String text) {
        return AuditSearch.time(text)
                .orElseThrow(() -> invalid(
                        "The query parameter " + name + " must be a time like 2026-12-31T12:00:00Z (RFC 3339)."));
    }

    private static AuditSearch.Cursor cursor(String text) {
        return AuditSearch.Cursor.parse(text)
                .orElseThrow(() -> invalid("The query parameter after must be the \"next\" of an earlier page."));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.invalidRequest(detail));
    }
}
