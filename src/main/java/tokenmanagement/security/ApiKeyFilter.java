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
import java.util.regex.Pattern;

/**
 * Asks every request for its API key (RFC 6750 §2.1), before it is known whether the address exists at all.
 *
 * <p>Only what a person's browser opens goes without: the start of a consent, its callback, its result page.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class ApiKeyFilter implements ContainerRequestFilter {
    private static final Pattern OPEN_TO_BROWSERS = Pattern.compile("/?(oauth/login/[^/]+|auth/callback|auth/result)");

    @Inject
    ApiKeys apiKeys;

    @Override
    public void filter(ContainerRequestContext request) {
        if (OPEN_TO_BROWSERS.matcher(request.getUriInfo().getPath(false)).matches()) {
            return;
        }
        List<String> credentials = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        if (!credentials.isEmpty() && presentsKeyInQuery(request)) {
            request.abortWith(PresentedKey.notOnce().response());
            return;
        }
        PresentedKey presented = PresentedKey.judge(credentials, apiKeys);
        if (presented instanceof PresentedKey.Refused refused) {
            request.abortWith(refused.problem().response());
        } else if (presented instanceof PresentedKey.Of key) {
            request.setSecurityContext(new CallerContext(key.caller(), request.getSecurityContext()));
        }
    }

    private static boolean presentsKeyInQuery(ContainerRequestContext request) {
        return request.getUriInfo().getQueryParameters().keySet().stream()
                .anyMatch(name -> name.equals("access_token") || name.equals("api_key"));
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
