package tokenmanagement.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Turns away what the servers would answer each in their own way: matrix parameters, which they cut off a path, control
 * characters in a path, and OPTIONS, which they answer by themselves although this service has nothing to tell a
 * preflight.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION + 2)
public class PlainRequestFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals("OPTIONS")) {
            throw new NotAllowedException("GET", new String[] {"POST", "PATCH", "DELETE"});
        }
        boolean hasMatrixParameter = request.getUriInfo().getPath(false).contains(";");
        boolean hasControlCharacter = request.getUriInfo().getPath().chars().anyMatch(Character::isISOControl);
        if (hasMatrixParameter || hasControlCharacter) {
            throw new NotFoundException();
        }
    }
}
