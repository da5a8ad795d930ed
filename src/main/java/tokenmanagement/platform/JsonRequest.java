package tokenmanagement.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads a request body: one JSON object of at most 64 KiB, in the strict form of {@link StrictJson}. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonRequest implements MessageBodyReader<ObjectNode> {
    static final int MAX_BYTES = 64 * 1024;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == ObjectNode.class;
    }

    @Override
    public ObjectNode readFrom(
            Class<ObjectNode> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(ProblemMapper.requestTooLarge());
        }
        try {
            JsonNode node = StrictJson.parse(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (StrictJson.Malformed e) {
            throw new ProblemException(
                    Problem.invalidRequest("The body is not strict JSON (RFC 8259) in UTF-8 without duplicate names."));
        }
        throw new ProblemException(Problem.invalidRequest("The body must be one JSON object."));
    }
}
