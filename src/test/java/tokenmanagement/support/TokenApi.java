package tokenmanagement.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;

/** The service as a caller sees it: HTTP, JSON, one API key or none. */
public final class TokenApi {
    private static final String BASE = "/token-management";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Patience.FOR_AN_ANSWER)
            .build();

    private final URI server;
    private final Optional<String> key;

    TokenApi(URI server, Optional<String> key) {
        this.server = server;
        this.key = key;
    }

    public TokenApi withoutKey() {
        return new TokenApi(server, Optional.empty());
    }

    public TokenApi withKey(String other) {
        return new TokenApi(server, Optional.of(other));
    }

    /** Route 1. */
    public Answer register(Map<String, ?> registration) {
        return post("/clients", registration);
    }

    /** Route 2. */
    public URI loginAddress(int clientId) {
        return server.resolve(BASE + "/oauth/login/" + clientId);
    }

    /** Route 4. */
    public Answer refresh(int clientId) {
        return post("/tokens/refresh", Map.of("client_id", clientId));
    }

    /** Route 5. */
    public Answer token(String branch) {
        return call("GET", "/tokens/" + branch);
    }

    /** Route 5 with another margin. */
    public Answer token(String branch, int minTtlSeconds) {
        return call("GET", "/tokens/" + branch + "?min_ttl=" + minTtlSeconds);
    }

    /** Route 7. */
    public Answer client(int clientId) {
        return call("GET", "/clients/" + clientId);
    }

    /** Route 7. */
    public Answer clients(String query) {
        return call("GET", "/clients" + query);
    }

    /** Route 8. */
    public Answer change(int clientId, String ifMatch, Map<String, ?> fields) {
        return call(
                "PATCH",
                "/clients/" + clientId,
                BodyPublishers.ofString(json(fields)),
                "Content-Type",
                "application/json",
                "If-Match",
                ifMatch);
    }

    public Answer post(String path, Object body) {
        return post(path, "application/json", json(body));
    }

    public Answer post(String path, String contentType, String body) {
        return send(request(BASE + path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** A request without a body to a path below the base path; headers as name, value, name, value. */
    public Answer call(String method, String path, String... headers) {
        return call(method, path, BodyPublishers.noBody(), headers);
    }

    public Answer call(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = request(BASE + path).method(method, body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** A GET of a path at the root of the server. */
    public Answer get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(Patience.FOR_AN_ANSWER);
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    static Answer send(HttpRequest.Builder request) {
        return send(HTTP, request);
    }

    /** Every answer of the whole run is searched for secrets. */
    static Answer send(HttpClient http, HttpRequest.Builder request) {
        try {
            Answer answer = Answer.of(http.send(request.build(), BodyHandlers.ofString()));
            Leaks.check(Given.address("PUBLIC_URL"), answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
