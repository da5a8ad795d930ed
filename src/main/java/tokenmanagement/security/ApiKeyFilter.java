package tokenmanagement.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tokenmanagement.platform.Problem;

/**
 * Asks every request for its API key (RFC 6750 §2.1), before it is known whether the address exists at all.
 *
 * <p>Only what a person's browser opens goes without: the start of a consent, its callback, its result page.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class ApiKeyFilter implements ContainerRequestFilter {
    private static final String CHALLENGE = "Bearer realm=\"token-management\"";
    private static final Pattern OPEN_TO_BROWSERS = Pattern.compile("/?(oauth/login/[^/]+|auth/callback|auth/result)");
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7e]+)");

    @Inject
    ApiKeys apiKeys;

    @Override
    public void filter(ContainerRequestContext request) {
        if (OPEN_TO_BROWSERS.matcher(request.getUriInfo().getPath(false)).matches()) {
            return;
        }
        List<String> credentials = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        if (credentials.isEmpty()) {
            refuse(request, 401, CHALLENGE, "Send an API key as \"Authorization: Bearer <api key>\".");
            return;
        }
        if (credentials.size() > 1 || presentsKeyInQuery(request)) {
            request.abortWith(Problem.invalidRequest("Send one API key, in one Authorization header and nowhere else.")
                    .response());
            return;
        }
        Matcher bearer = BEARER.matcher(credentials.get(0).strip());
        Optional<Caller> caller = bearer.matches() ? apiKeys.callerOf(bearer.group(1)) : Optional.empty();
        if (caller.isEmpty()) {
            refuse(
                    request,
                    401,
                    CHALLENGE + ", error=\"invalid_token\"",
                    "The API key is wrong, expired or revoked. Ask the operator of this service for a new one.");
            return;
        }
        request.setSecurityContext(new CallerContext(caller.get(), request.getSecurityContext()));
    }

    private static boolean presentsKeyInQuery(ContainerRequestContext request) {
        return request.getUriInfo().getQueryParameters().keySet().stream()
                .anyMatch(name -> name.equals("access_token") || name.equals("api_key"));
    }

    private static void refuse(ContainerRequestContext request, int status, String challenge, String detail) {
        request.abortWith(Problem.of(status, "invalid-token", detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .response());
    }

    private record CallerContext(Caller caller, SecurityContext server) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return caller.scopes().stream().anyMatch(scope -> scope.word().equals(role));
        }

        @Override
        public boolean isSecure() {
            return server.isSecure();
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
