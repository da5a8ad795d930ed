package tokenmanagement.oauth;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.regex.Pattern;
import tokenmanagement.platform.Problem;
import tokenmanagement.security.AuditFilter;

/**
 * A browser that meets a problem where people come along gets it as a page, with the same status; after the audit trail
 * has read the problem.
 */
@Provider
@Priority(AuditFilter.PRIORITY - 1)
public class BrowserProblemFilter implements ContainerResponseFilter {
    private static final Pattern FOR_PEOPLE = Pattern.compile("/?(oauth/login|auth)/.*");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String accept =
                request.getHeaders().getOrDefault(HttpHeaders.ACCEPT, List.of()).toString();
        boolean forPerson =
                FOR_PEOPLE.matcher(request.getUriInfo().getPath(false)).matches()
                        && accept.contains(MediaType.TEXT_HTML);
        if (forPerson && response.getEntity() instanceof Problem problem) {
            response.getHeaders().putSingle("Content-Security-Policy", ConsentPage.POLICY);
            response.setEntity(
                    ConsentPage.of(problem), new Annotation[0], MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
        }
    }
}
