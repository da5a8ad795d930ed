package tokenmanagement.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;

/**
 * Route 12 of the API: create, list and revoke API keys.
 *
 * <p>Nobody hands on more than they have: a caller that is limited to branches creates, sees and revokes only keys
 * within the same limits and under no name of a caller beyond them, and no key gets a scope that its creator lacks.
 */
@Path("api-keys")
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeyResource {
    @Inject
    ApiKeyIssuer issuer;

    @Inject
    ApiKeyStore keys;

    @Inject
    Clock clock;

    @Inject
    AuditSubject subject;

    @Context
    SecurityContext security;

    record Created(
            boolean success,
            String message,
            long id,
            String name,
            List<String> scopes,
            Optional<List<String>> branches,
            Instant expiresAt,
            String key) {
        @Override
        public String toString() {
            return "Created[id=" + id + ", name=" + name + ", key=hidden]";
        }
    }

    record Listed(List<ApiKeySummary> apiKeys) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiredScope(Scope.API_KEYS_WRITE)
    @Audited("api-key.create")
    public Response create(ObjectNode body, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        ApiKeyRequest request = ApiKeyRequest.of(body, clock.instant());
        Caller creator = caller();
        Optional<Scope> missing =
                request.scopes().stream().filter(scope -> !creator.may(scope)).findFirst();
        if (missing.isPresent()) {
            return beyond(
                    "lacks a scope that the new one asks for: " + missing.get().word());
        }
        if (!creator.branches().include(request.limits())) {
            return beyond("is limited to branches, and the new one would reach beyond them");
        }
        if (bearsNameOfOthers(request)) {
            return beyond("is limited to branches, and a key of that name reaches beyond them");
        }
        return issuer.issue(request, creator.name()).map(this::answer).orElseGet(() -> Problem.of(
                        409,
                        "already-exists",
                        "This name has two active API keys already, which is the most. Revoke one of them first.")
                .response());
    }

    private Response answer(ApiKeyIssuer.Issued issued) {
        ApiKeySummary created = issued.key();
        subject.detail("key=" + created.id());
        return Response.status(Response.Status.CREATED)
                .entity(new Created(
                        true,
                        "API key created successfully: it is shown only this once",
                        created.id(),
                        created.name(),
                        created.scopes(),
                        created.branches(),
                        created.expiresAt(),
                        issued.text().reveal()))
                .build();
    }

    @GET
    @RequiredScope(Scope.API_KEYS_WRITE)
    @Audited("api-key.list")
    public Listed list(@Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        return new Listed(keys.all().stream()
                .filter(this::isWithinReach)
                .map(ApiKey::summary)
                .toList());
    }

    @DELETE
    @Path("{id}")
    @RequiredScope(Scope.API_KEYS_WRITE)
    @Audited("api-key.revoke")
    public Response revoke(@PathParam("id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        Optional<ApiKey> key = Optional.of(id)
                .filter(text -> text.matches("[1-9]\\d{0,17}"))
                .flatMap(text -> keys.find(Long.parseLong(text)))
                .filter(this::isWithinReach);
        if (key.isEmpty()) {
            return Problem.notFound("No API key has this id. List the keys to find the right one.")
                    .response();
        }
        subject.detail("key=" + id);
        issuer.revoke(key.get().id(), caller().name());
        return Response.noContent().build();
    }

    /** It would take one of the two places of another caller, and write under that name in the audit trail. */
    private boolean bearsNameOfOthers(ApiKeyRequest request) {
        return keys.all().stream()
                .filter(key -> !isWithinReach(key))
                .anyMatch(key -> key.summary().name().equals(request.name()));
    }

    private boolean isWithinReach(ApiKey key) {
        return caller().branches().include(key.limits());
    }

    private Caller caller() {
        return Caller.of(security.getUserPrincipal());
    }

    private static Response beyond(String why) {
        return Problem.of(403, "insufficient-scope", "Your own API key " + why + ". Nobody can hand on more than that.")
                .response();
    }
}
