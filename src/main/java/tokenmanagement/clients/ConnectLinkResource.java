package tokenmanagement.clients;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Audited;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/** Route 6 of the API: an address to send a person to, who may then consent with any account. */
@Path("clients/{client_id}/connect-links")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectLinkResource {
    @Inject
    ConnectLinks links;

    @Inject
    AuditSubject subject;

    @Context
    SecurityContext security;

    record Created(String url, Instant expiresAt) {
        @Override
        public String toString() {
            return "Created[hidden]";
        }
    }

    @POST
    @RequiredScope(Scope.CLIENTS_WRITE)
    @Audited("connect-link.create")
    public Response create(@PathParam("client_id") String clientId, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        Caller caller = Caller.of(security.getUserPrincipal());
        Optional<ConnectLinks.Issued> issued =
                ClientId.parse(clientId).flatMap(id -> links.issue(id, caller.branches(), caller.name()));
        if (issued.isEmpty()) {
            return Problem.notFound("No active client has this id. List the clients to find the right one.")
                    .response();
        }
        subject.isBranch(issued.get().branchId());
        return Response.status(Response.Status.CREATED)
                .entity(new Created(
                        issued.get().address().reveal(), issued.get().expiresAt()))
                .build();
    }
}
