package tokenmanagement.security;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import tokenmanagement.platform.Problem;

/**
 * Holds every request against its limit once it is known who asks and before anything is done for them; tells callers
 * in each answer where they stand.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION + 1)
public class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String QUOTA = RateLimitFilter.class.getName();

    @Inject
    RateLimits limits;

    @Context
    HttpServletRequest connection;

    @Override
    public void filter(ContainerRequestContext request) {
        boolean hasCaller = request.getSecurityContext().getUserPrincipal() instanceof Caller;
        Quota quota = hasCaller
                ? limits.ofCaller((Caller) request.getSecurityContext().getUserPrincipal())
                : limits.ofPage(connection.getRemoteAddr());
        if (!quota.allowed()) {
            request.abortWith(quota.refusal().response());
            return;
        }
        if (hasCaller) {
            request.setProperty(QUOTA, quota);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(QUOTA) instanceof Quota quota) {
            quota.fields().forEach(response.getHeaders()::putSingle);
            return;
        }
        if (response.getStatus() == 401) {
            limitWrongKey(response);
        }
    }

    private void limitWrongKey(ContainerResponseContext response) {
        Quota quota = limits.ofWrongKey(connection.getRemoteAddr());
        if (quota.allowed()) {
            return;
        }
        Problem refusal = quota.refusal();
        response.setStatus(refusal.status());
        response.setEntity(refusal);
        response.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
        refusal.headers().forEach(response.getHeaders()::putSingle);
    }
}
