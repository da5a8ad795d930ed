package tokenmanagement.tokens;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.logging.Logger;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Audited;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/** Route 9 of the API on tokens: disconnect a branch. Doing it again changes nothing. */
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
public class DisconnectResource {
    private static final Logger LOG = Logger.getLogger(DisconnectResource.class.getName());

    @Inject
    RegistrationStore registrations;

    @Inject
    AuditSubject subject;

    @Context
    SecurityContext security;

    /** Goes with 200, and not 204: whether the grant dies at Google, too, is what whoever disconnects must know. */
    record Answer(boolean success, String message, long clientId, String branchId, String revokedAtGoogle) {
        static Answer of(String message, Disconnected disconnected) {
            return new Answer(
                    true,
                    message,
                    disconnected.clientId(),
                    disconnected.branchId(),
                    disconnected.revokedAtGoogle().word());
        }
    }

    @DELETE
    @Path("{branch_id}")
    @RequiredScope(Scope.CLIENTS_WRITE)
    @Audited("token.disconnect")
    public Response disconnect(@PathParam("branch_id") String branchId, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        Caller caller = Caller.of(security.getUserPrincipal());
        Optional<Disconnected> disconnected =
                registrations.disconnect(caller.branches().visible(branchId));
        if (disconnected.isEmpty()) {
            return Problem.notFound("There is no such branch. Check the id.").response();
        }
        String revoked = disconnected.get().revokedAtGoogle().word();
        subject.isClient(disconnected.get().clientId());
        subject.detail("revoked-at-google=" + revoked);
        LOG.info(() ->
                "branch disconnected branch=" + branchId + " revoked_at_google=" + revoked + " by=" + caller.name());
        return Response.ok(Answer.of("Branch disconnected successfully", disconnected.get()))
                .build();
    }
}
