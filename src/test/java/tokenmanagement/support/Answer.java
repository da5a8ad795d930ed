package tokenmanagement.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What came back: status, headers, body. */
public record Answer(URI asked, int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.uri(), response.statusCode(), response.headers(), response.body());
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON in answer " + status + ": " + body, e);
        }
    }

    /** A field of the top level as text; null when it is absent or null. */
    public String text(String field) {
        JsonNode node = json().get(field);
        return node == null || node.isNull() ? null : node.asText();
    }

    public int number(String field) {
        return json().required(field).intValue();
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public String contentType() {
        return header("Content-Type").orElse("");
    }

    /** Where a redirect leads, resolved against the address that was asked. */
    public URI location() {
        return asked.resolve(header("Location").orElseThrow(() -> new AssertionError("no Location in " + this)));
    }
}
