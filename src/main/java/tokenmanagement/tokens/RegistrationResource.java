package tokenmanagement.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.logging.Logger;
import tokenmanagement.clients.ClientChange;
import tokenmanagement.clients.ClientId;
import tokenmanagement.clients.ClientView;
import tokenmanagement.clients.ClientViewStore;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Audited;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/**
 * Routes 8 and 9 of the API on registrations: change one, delete one. They stand in this room, because both reach the
 * stored pair below the registration.
 */
@Path("clients")
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {
    private static final Logger LOG = Logger.getLogger(RegistrationResource.class.getName());

    @Inject
    ClientViewStore views;

    @Inject
    RegistrationStore registrations;

    @Inject
    AuditSubject subject;

    @Context
    SecurityContext security;

    @PATCH
    @Path("{client_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiredScope(Scope.CLIENTS_WRITE)
    @Audited("client.change")
    public Response change(
            @PathParam("client_id") String clientId,
            ObjectNode body,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        IfMatch expected = IfMatch.of(headers.getRequestHeader(HttpHeaders.IF_MATCH));
        ClientChange change = ClientChange.of(body);
        Optional<ClientView> client = visible(clientId);
        if (client.isEmpty()) {
            return notFound();
        }
        long id = client.get().getId();
        subject.isBranch(client.get().getBranchId());
        boolean changed = expected.version()
                .filter(version -> registrations.change(id, version, change))
                .isPresent();
        if (!changed) {
            return expected.mismatch().response();
        }
        LOG.info(() ->
                "client changed client=" + id + " branch=" + client.get().getBranchId() + " by=" + caller().name());
        return visible(clientId)
                .map(view -> Response.ok(view.summary())
                        .header(HttpHeaders.ETAG, "\"" + view.getVersion() + "\"")
                        .build())
                .orElseGet(RegistrationResource::notFound);
    }

    @DELETE
    @Path("{client_id}")
    @RequiredScope(Scope.CLIENTS_WRITE)
    @Audited("client.delete")
    public Response delete(@PathParam("client_id") String clientId, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        Optional<Disconnected> deleted = visible(clientId).flatMap(view -> registrations.delete(view.getId()));
        if (deleted.isEmpty()) {
            return notFound();
        }
        String branch = deleted.get().branchId();
        String revoked = deleted.get().revokedAtGoogle().word();
        subject.isBranch(branch);
        subject.detail("revoked-at-google=" + revoked);
        LOG.info(() -> "client deleted client=" + clientId + " branch=" + branch + " revoked_at_google=" + revoked
                + " by=" + caller().name());
        return Response.ok(DisconnectResource.Answer.of("Client deleted successfully", deleted.get()))
                .build();
    }

    private Optional<ClientView> visible(String clientId) {
        return ClientId.parse(clientId).flatMap(views::find).filter(view -> caller().branches()
                .allow(view.getBranchId()));
    }

    private Caller caller() {
        return Caller.of(security.getUserPrincipal());
    }

    private static Response notFound() {
        return Problem.notFound("No client has this id. List the clients to find the right one.")
                .response();
    }
}
