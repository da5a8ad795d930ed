package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;

/** Answers as callers read them: written by {@link Json}, parsed again. */
public final class Answers {
    private Answers() {}

    public static JsonNode json(Response response) {
        return json((Record) response.getEntity());
    }

    public static JsonNode json(Record body) {
        try {
            return new ObjectMapper().readTree(text(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] text(Record body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new Json()
                    .writeTo(
                            body,
                            body.getClass(),
                            body.getClass(),
                            new Annotation[0],
                            MediaType.APPLICATION_JSON_TYPE,
                            new MultivaluedHashMap<>(),
                            out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The error body of api.md in full, with this status and code. */
    public static JsonNode assertProblem(Response response, int status, String code) {
        JsonNode body = json(response);
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getMediaType()).hasToString("application/problem+json");
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("code").textValue()).isEqualTo(code);
        assertThat(body.path("type").textValue()).isEqualTo("urn:token-management:" + code);
        assertThat(body.path("title").textValue()).isNotBlank();
        assertThat(body.path("detail").textValue()).endsWith(".");
        assertThat(body.path("success").isBoolean()).isTrue();
        assertThat(body.path("success").booleanValue()).isFalse();
        return body;
    }
}
