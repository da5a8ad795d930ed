package tokenmanagement.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.platform.RequestFields;
import tokenmanagement.platform.RestApplication;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/** Routes 4 and 5 of the API: refresh now, and a token that works. */
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
    private static final Duration DEFAULT_MIN_TTL = Duration.ofMinutes(5);
    private static final long LONGEST_MIN_TTL = 3000;

    @Inject
    TokenService tokens;

    @Inject
    Settings settings;

    @Context
    SecurityContext security;

    record Retrieved(
            boolean success,
            String message,
            long clientId,
            String branchId,
            String accessToken,
            String tokenType,
            String scope,
            Instant expiresAt,
            long expiresIn) {
        /** It holds a token. */
        @Override
        public String toString() {
            return "Retrieved[hidden]";
        }
    }

    record Refreshed(
            boolean success,
            String message,
            long clientId,
            String accessToken,
            @JsonInclude Optional<String> refreshToken,
            Instant expiresAt) {
        /** It holds a token. */
        @Override
        public String toString() {
            return "Refreshed[hidden]";
        }
    }

    @GET
    @Path("{branch_id}")
    @RequiredScope(Scope.TOKENS_READ)
    public Response accessToken(@PathParam("branch_id") String branchId, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), "min_ttl");
        Duration asked = query.number("min_ttl", 0, LONGEST_MIN_TTL)
                .map(Duration::ofSeconds)
                .orElse(DEFAULT_MIN_TTL);
        TokenResult result = tokens.accessToken(caller().branches().visible(branchId), asked);
        if (!(result instanceof TokenResult.Issued issued)) {
            return refusal(result).response();
        }
        Response.ResponseBuilder response = Response.ok(new Retrieved(
                true,
                "Token retrieved successfully",
                issued.clientId(),
                issued.branchId(),
                issued.accessToken().reveal(),
                "Bearer",
                issued.scope(),
                issued.expiresAt(),
                issued.expiresIn().toSeconds()));
        return issued.refreshFailed()
                ? response.header("Token-Warning", "refresh-failed").build()
                : response.build();
    }

    @POST
    @Path("refresh")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiredScope(Scope.TOKENS_REFRESH)
    public Response refresh(ObjectNode body, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        RequestFields fields = new RequestFields(body);
        long clientId = fields.requiredId("client_id");
        fields.check();
        TokenResult result = tokens.refresh(clientId, caller().branches());
        if (!(result instanceof TokenResult.Issued issued)) {
            return refusal(result).response();
        }
        boolean maySee = caller().may(Scope.REFRESH_TOKENS_READ);
        Optional<String> refreshToken = maySee ? tokens.refreshToken(clientId).map(Secret::reveal) : Optional.empty();
        return Response.ok(new Refreshed(
                        true,
                        "Token refreshed successfully",
                        clientId,
                        issued.accessToken().reveal(),
                        refreshToken,
                        issued.expiresAt()))
                .build();
    }

    private Caller caller() {
        return Caller.of(security.getUserPrincipal());
    }

    private Problem refusal(TokenResult result) {
        if (result instanceof TokenResult.Unknown) {
            return Problem.notFound("There is no such branch or client. Check the id, or register the branch first.");
        }
        if (result instanceof TokenResult.ReauthorizationRequired required) {
            return needsPerson(
                    "reauthorization-required",
                    required.everConnected()
                            ? "Google no longer accepts this branch's refresh token. A person must complete the OAuth"
                                    + " flow again: send them to login_url."
                            : "No refresh token available: this branch was never connected. A person must complete the"
                                    + " OAuth flow: send them to login_url.",
                    required.clientId());
        }
        if (result instanceof TokenResult.MissingScope missing) {
            return needsPerson(
                    "missing-scope",
                    "The consent does not cover a scope that this branch needs. A person must complete the OAuth flow"
                            + " again and leave every box ticked: send them to login_url.",
                    missing.clientId());
        }
        if (result instanceof TokenResult.ClientMisconfigured misconfigured) {
            return Problem.unavailable(
                    "client-misconfigured",
                    "Google refuses this OAuth client (" + misconfigured.error()
                            + "). An operator must correct its client id or secret; the branch's consent is kept.",
                    misconfigured.retryAfter());
        }
        if (result instanceof TokenResult.ProviderUnavailable unavailable) {
            return Problem.unavailable(
                    "provider-unavailable",
                    "No fresh token could be had from Google in time. Nothing is lost: try again after the time in"
                            + " Retry-After.",
                    unavailable.retryAfter());
        }
        throw new IllegalStateException("unmapped " + result.getClass());
    }

    private Problem needsPerson(String code, String detail, long clientId) {
        return Problem.of(409, code, detail)
                .with("login_url", settings.publicUrl() + RestApplication.BASE_PATH + "/oauth/login/" + clientId);
    }
}
