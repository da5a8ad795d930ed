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
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tokenmanagement.platform.QueryParameters;
import tokenmanagement.platform.RequestFields;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Audited;
import tokenmanagement.security.Caller;
import tokenmanagement.security.RequiredScope;
import tokenmanagement.security.Scope;

/** Routes 4, 5 and 10 of the API: refresh now, a token that works, and one in place of a token that did not. */
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
    private static final Duration DEFAULT_MIN_TTL = Duration.ofMinutes(5);
    private static final long LONGEST_MIN_TTL = 3000;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    @Inject
    TokenService tokens;

    @Inject
    TokenRefusals refusals;

    @Inject
    AuditSubject subject;

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
    @Audited("token.read")
    public Response accessToken(@PathParam("branch_id") String branchId, @Context UriInfo uri) {
        QueryParameters query = QueryParameters.of(uri.getQueryParameters(), "min_ttl");
        Duration asked = query.number("min_ttl", 0, LONGEST_MIN_TTL)
                .map(Duration::ofSeconds)
                .orElse(DEFAULT_MIN_TTL);
        return retrieved(tokens.accessToken(caller().branches().visible(branchId), asked));
    }

    /** The API answered 401 to a token of ours. Only {@code tokens:read}: whoever was given the token sees that. */
    @POST
    @Path("{branch_id}/rejected")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiredScope(Scope.TOKENS_READ)
    @Audited("token.reject")
    public Response rejected(@PathParam("branch_id") String branchId, ObjectNode body, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        RequestFields fields = new RequestFields(body);
        String sha256 = fields.requiredText(
                "access_token_sha256",
                text -> SHA_256.matcher(text).matches(),
                "the SHA-256 of the rejected access token, as 64 hexadecimal digits");
        fields.check();
        return retrieved(tokens.rejected(
                caller().branches().visible(branchId), sha256.toLowerCase(Locale.ROOT), DEFAULT_MIN_TTL));
    }

    private Response retrieved(TokenResult result) {
        if (!(result instanceof TokenResult.Issued issued)) {
            return refusals.problem(result).response();
        }
        subject.isClient(issued.clientId());
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
    @Audited("token.refresh")
    public Response refresh(ObjectNode body, @Context UriInfo uri) {
        QueryParameters.of(uri.getQueryParameters());
        RequestFields fields = new RequestFields(body);
        long clientId = fields.requiredId("client_id");
        fields.check();
        subject.isClient(clientId);
        TokenResult result = tokens.refresh(clientId, caller().branches());
        if (!(result instanceof TokenResult.Issued issued)) {
            return refusals.problem(result).response();
        }
        subject.isBranch(issued.branchId());
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
}
