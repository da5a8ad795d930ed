package tokenmanagement.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.platform.RestApplication;
import tokenmanagement.platform.Settings;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Audited;
import tokenmanagement.security.BranchLimits;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/** Routes 1 and 7 of the API: register a client, list and read the registrations. */
@Path("clients")
@Produces(MediaType.APPLICATION_JSON)
public class ClientResource {
    private static final Logger LOG = Logger.getLogger(ClientResource.class.getName());
    private static final int DEFAULT_LIMIT = 50;

    @Inject
    Settings settings;

    @Inject
    ClientStore clients;

    @Inject
    ClientViewStore views;

    @Inject
    AuditSubject subject;

    @Context
    SecurityContext security;

    record Registered(boolean success, String message, long clientId, String branchId, String email) {}

    record Page(List<ClientSummary> clients, Optional<String> next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiredScope(Scope.CLIENTS_WRITE)
    @Audited("client.register")
    public Response register(ObjectNode body, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        ClientRegistration registration = ClientRegistration.of(body, settings);
        subject.isBranch(registration.branchId());
        if (!limits().allow(registration.branchId())) {
            return Problem.notFound("This API key is limited to other branches. Use a key that covers this branch_id.")
                    .response();
        }
        return answer(clients.register(registration), registration);
    }

    private BranchLimits limits() {
        return Caller.of(security.getUserPrincipal()).branches();
    }

    private Response answer(RegistrationResult result, ClientRegistration registration) {
        if (result instanceof RegistrationResult.Created created) {
            subject.isClient(created.id());
            LOG.info(() -> "client registered client=" + created.id() + " branch=" + registration.branchId());
            return Response.created(
                            URI.create(settings.publicUrl() + RestApplication.BASE_PATH + "/clients/" + created.id()))
                    .entity(new Registered(
                            true,
                            "Client created successfully",
                            created.id(),
                            registration.branchId(),
                            registration.workspaceEmail()))
                    .build();
        }
        if (result instanceof RegistrationResult.AlreadyExists existing) {
            return Problem.of(
                            409,
                            "already-exists",
                            "This branch_id has a registration already: client_id " + existing.id() + ". Use that one.")
                    .with("client_id", existing.id())
                    .response();
        }
        throw new IllegalStateException("unmapped " + result.getClass());
    }

    @GET
    @RequiredScope(Scope.CLIENTS_READ)
    @Audited("client.list")
    public Page list(@Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), "status", "q", "limit", "after");
        int limit = query.number("limit", 1, 200).map(Long::intValue).orElse(DEFAULT_LIMIT);
        long after = query.number("after", 0, Long.MAX_VALUE).orElse(0L);
        ClientSearch search = new ClientSearch(
                query.text("q").orElse(""), query.text("status").map(this::state), limits());
        List<ClientSummary> found = views.after(after, limit + 1, search).stream()
                .map(ClientView::summary)
                .toList();
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        List<ClientSummary> page = found.subList(0, limit);
        return new Page(page, Optional.of(Long.toString(page.get(limit - 1).clientId())));
    }

    private ClientState state(String word) {
        return ClientState.find(word)
                .orElseThrow(() -> new ProblemException(
                        Problem.invalidRequest("The query parameter status must be one of the states of a client.")));
    }

    @GET
    @Path("{client_id}")
    @RequiredScope(Scope.CLIENTS_READ)
    @Audited("client.read")
    public Response read(@PathParam("client_id") String clientId, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        return ClientId.parse(clientId)
                .flatMap(views::find)
                .filter(view -> limits().allow(view.getBranchId()))
                .map(view -> {
                    subject.isBranch(view.getBranchId());
                    return view;
                })
                .map(view -> Response.ok(view.summary())
                        .header(HttpHeaders.ETAG, "\"" + view.getVersion() + "\"")
                        .build())
                .orElseGet(() -> Problem.notFound("No client has this id. List the clients to find the right one.")
                        .response());
    }
}
