package tokenmanagement.platform;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

/** Doubles of the address of a request. */
public final class Uris {
    private Uris() {}

    /** Below the base path, with a query of {@code name, value, name, value …}. */
    public static UriInfo of(String path, String... query) {
        return of(path, query(query));
    }

    private static UriInfo of(String path, MultivaluedMap<String, String> parameters) {
        return Stub.of(UriInfo.class)
                .answer("getPath", decoded -> path)
                .answer("getQueryParameters", decoded -> parameters)
                .make();
    }

    public static UriInfo withQuery(String... query) {
        return of("", query);
    }

    public static UriInfo withQuery(MultivaluedMap<String, String> parameters) {
        return of("", parameters);
    }

    public static MultivaluedMap<String, String> query(String... query) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (int i = 0; i < query.length; i += 2) {
            parameters.add(query[i], query[i + 1]);
        }
        return parameters;
    }
}
