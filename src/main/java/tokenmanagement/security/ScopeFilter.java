package tokenmanagement.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import tokenmanagement.platform.Problem;

/** Holds the caller's scopes against the one that the resource method asks for. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class ScopeFilter implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method != null && method.isAnnotationPresent(OpenToBrowsers.class)) {
            return;
        }
        RequiredScope required = method == null ? null : method.getAnnotation(RequiredScope.class);
        boolean allowed = required != null
                && request.getSecurityContext().getUserPrincipal() instanceof Caller caller
                && caller.may(required.value());
        if (!allowed) {
            refuse(request, required == null ? "" : required.value().word());
        }
    }

    private static void refuse(ContainerRequestContext request, String scope) {
        request.abortWith(refusal(scope).response());
    }

    static Problem refusal(String scope) {
        return Problem.of(
                        403, "insufficient-scope", "This API key lacks a scope: " + scope + ". Ask for a key with it.")
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"token-management\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }
}
