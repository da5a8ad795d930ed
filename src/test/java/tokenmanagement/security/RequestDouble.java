package tokenmanagement.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.Map;
import tokenmanagement.platform.Stub;
import tokenmanagement.platform.Uris;

/** A request on its way through the filters: what it carries, and what they do to it. */
final class RequestDouble {
    private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
    private final Map<String, Object> properties = new HashMap<>();
    private final UriInfo uri;
    private String method = "GET";
    private Response answer;
    private SecurityContext security = Stub.of(SecurityContext.class)
            .answer("getUserPrincipal", nothing -> null)
            .answer("isSecure", nothing -> true)
            .make();

    private RequestDouble(UriInfo uri) {
        this.uri = uri;
    }

    static RequestDouble to(String path, String... query) {
        return new RequestDouble(Uris.of(path, query));
    }

    RequestDouble header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    RequestDouble method(String name) {
        method = name;
        return this;
    }

    RequestDouble as(Caller caller) {
        security = Stub.of(SecurityContext.class)
                .answer("getUserPrincipal", nothing -> caller)
                .make();
        return this;
    }

    ContainerRequestContext context() {
        return Stub.of(ContainerRequestContext.class)
                .answer("getUriInfo", nothing -> uri)
                .answer("getHeaders", nothing -> headers)
                .answer("getMethod", nothing -> method)
                .answer("getSecurityContext", nothing -> security)
                .answer("setSecurityContext", set -> security = (SecurityContext) set[0])
                .answer("setProperty", pair -> properties.put((String) pair[0], pair[1]))
                .answer("getProperty", name -> properties.get(name[0]))
                .answer("abortWith", response -> answer = (Response) response[0])
                .make();
    }

    /** What the filters answered; null when they let the request through. */
    Response answer() {
        return answer;
    }

    SecurityContext security() {
        return security;
    }
}
