package tokenmanagement.tokens;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.security.Audited;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/** Route 11 of the API: which pairs a branch has had, newest first, without one of them. */
@Path("tokens/{branch_id}/history")
@Produces(MediaType.APPLICATION_JSON)
public class TokenHistoryResource {
    @Inject
    TokenStore tokens;

    @Inject
    TokenGenerationStore generations;

    @Context
    SecurityContext security;

    record History(String branchId, List<TokenGeneration> generations) {}

    @GET
    @RequiredScope(Scope.TOKENS_READ)
    @Audited("token.list-history")
    public Response history(@PathParam("branch_id") String branchId, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        return tokens.find(Caller.of(security.getUserPrincipal()).branches().visible(branchId))
                .map(row -> Response.ok(new History(
                                branchId, generations.newestFirst(row.client().id())))
                        .build())
                .orElseGet(() -> Problem.notFound("There is no such branch. Check the id, or register it first.")
                        .response());
    }
}
