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
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Logger;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.platform.RestApplication;
import tokenmanagement.platform.Settings;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Audited;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/** Route 6 of the API: an address to send a person to, who may then consent with any account. */
@Path("clients/{client_id}/connect-links")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectLinkResource {
    private static final Logger LOG = Logger.getLogger(ConnectLinkResource.class.getName());

    @Inject
    Settings settings;

    @Inject
    ClientStore clients;

    @Inject
    ConnectLinkStore links;

    @Inject
    Clock clock;

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
        ConnectLink link = ConnectLink.random();
        Instant expiresAt = clock.instant().plus(ConnectLink.LIFE).truncatedTo(ChronoUnit.SECONDS);
        Optional<Client> client = ClientId.parse(clientId)
                .flatMap(clients::find)
                .filter(Client::isActive)
                .filter(found -> caller.branches().allow(found.branchId()))
                .filter(found -> links.save(link, found.id(), expiresAt));
        if (client.isEmpty()) {
            return Problem.notFound("No active client has this id. List the clients to find the right one.")
                    .response();
        }
        subject.isBranch(client.get().branchId());
        LOG.info(() -> "connect link created branch=" + client.get().branchId() + " by=" + caller.name());
        String address = settings.publicUrl() + RestApplication.BASE_PATH + "/oauth/login/" + clientId + "?link="
                + link.secret().reveal();
        return Response.status(Response.Status.CREATED)
                .entity(new Created(address, expiresAt))
                .build();
    }
}
