package tokenmanagement.platform;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one error body (RFC 9457), {@code application/problem+json}.
 *
 * @param code the stable word that programs branch on; also the last part of {@code type}
 * @param detail a sentence for the developer who reads it: what happened and what to do next
 * @param members further members of the body
 * @param headers header fields that belong to the answer
 */
public record Problem(
        int status, String code, String detail, Map<String, Object> members, Map<String, String> headers) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** One wrong field of a request body. */
    public record FieldError(String field, String detail) {}

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, Map.of(), Map.of());
    }

    public static Problem invalidRequest(String detail) {
        return of(400, "invalid-request", detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "not-found", detail);
    }

    public static Problem invalidFields(List<FieldError> errors) {
        return of(422, "invalid-field", "Correct the fields named in \"errors\" and send the request again.")
                .with("errors", errors);
    }

    /** @param pause rounded up to whole seconds, at least one (RFC 9110 §10.2.3) */
    public static Problem unavailable(String code, String detail, Duration pause) {
        long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
        return of(503, code, detail).header("Retry-After", Long.toString(seconds));
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, code, detail, more, headers);
    }

    public Problem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, code, detail, members, more);
    }

    public String title() {
        String words = code.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:token-management:" + code);
        body.put("title", title());
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        body.put("success", false);
        body.putAll(members);
        return body;
    }

    public Response response() {
        Response.ResponseBuilder response = (status == 422
                        ? Response.status(422, "Unprocessable Content")
                        : Response.status(status))
                .type(MEDIA_TYPE)
                .entity(this);
        headers.forEach(response::header);
        return response.build();
    }
}
