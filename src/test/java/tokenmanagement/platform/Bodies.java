package tokenmanagement.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;

/** Request bodies as the servers have them read. */
public final class Bodies {
    private Bodies() {}

    public static ObjectNode read(byte[] body) throws IOException {
        return new JsonRequest()
                .readFrom(
                        ObjectNode.class,
                        ObjectNode.class,
                        new Annotation[0],
                        MediaType.APPLICATION_JSON_TYPE,
                        Uris.query(),
                        new ByteArrayInputStream(body));
    }

    public static ObjectNode read(String body) throws IOException {
        return read(body.getBytes(UTF_8));
    }
}
