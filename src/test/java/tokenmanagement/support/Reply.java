package tokenmanagement.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the token endpoint does with one request: gives an answer, late or never if need be. */
@FunctionalInterface
public interface Reply {
    Raw to(Map<String, String> form, Reply standIn) throws IOException, InterruptedException;

    /** @param status 0: the connection is closed without a word */
    record Raw(int status, Map<String, String> headers, String body) {}

    /** As the stand-in answers. */
    static Reply honest() {
        return (form, standIn) -> standIn.to(form, standIn);
    }

    /** As the stand-in answers, but with the body changed. */
    static Reply honest(Consumer<ObjectNode> change) {
        return (form, standIn) -> {
            Raw answer = standIn.to(form, standIn);
            ObjectNode body = (ObjectNode) new ObjectMapper().readTree(answer.body());
            change.accept(body);
            return new Raw(answer.status(), answer.headers(), body.toString());
        };
    }

    static Reply json(int status, String body) {
        return raw(status, Map.of("Content-Type", "application/json"), body);
    }

    /** RFC 6749 §5.1 without a refresh token, as Google answers a refresh. */
    static Reply granted(String accessToken) {
        return json(200, token(accessToken).toString());
    }

    /** RFC 6749 §5.1 with a new refresh token. */
    static Reply rotated(String accessToken, String refreshToken) {
        return json(200, token(accessToken).put("refresh_token", refreshToken).toString());
    }

    /** RFC 6749 §5.2. */
    static Reply refused(int status, String error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return json(status, body.put("error", error).toString());
    }

    static Reply raw(int status, Map<String, String> headers, String body) {
        return (form, standIn) -> new Raw(status, headers, body);
    }

    static Reply hangUp() {
        return raw(0, Map.of(), "");
    }

    default Reply after(Duration delay) {
        return (form, standIn) -> {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
            return to(form, standIn);
        };
    }

    private static ObjectNode token(String accessToken) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", accessToken)
                .put("token_type", "Bearer")
                .put("expires_in", 3599);
    }
}
