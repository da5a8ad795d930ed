package tokenmanagement.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRequestTest {
    private static ObjectNode read(InputStream body) throws IOException {
        return new JsonRequest()
                .readFrom(
                        ObjectNode.class,
                        ObjectNode.class,
                        new Annotation[0],
                        MediaType.APPLICATION_JSON_TYPE,
                        Uris.query(),
                        body);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static Problem refusal(InputStream body) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(body));
        assertThat(refused).isNotNull();
        return refused.problem();
    }

    private static String ofSize(int bytes) {
        return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
    }

    @Test
    void oneObjectIsRead() throws IOException {
        assertThat(read(body("{\"client_id\":1}")).path("client_id").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"x\"",
                "[]",
                "[{}]",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "client_id=1",
                "{\"a\":NaN}",
                "\ufeff{}"
            })
    void everythingElseIsAnInvalidRequest(String text) {
        Problem problem = refusal(body(text));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("invalid-request");
    }

    @Test
    void sixtyFourKibibytesAreRead() throws IOException {
        assertThat(read(body(ofSize(64 * 1024))).size()).isEqualTo(1);
    }

    @Test
    void oneByteMoreIsTooLarge() {
        Problem problem = refusal(body(ofSize(64 * 1024 + 1)));

        assertThat(problem.status()).isEqualTo(413);
        assertThat(problem.headers()).containsEntry("Connection", "close");
    }

    @Test
    void anEndlessBodyIsNotReadToItsEnd() {
        long[] taken = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                taken[0]++;
                return ' ';
            }
        };

        assertThat(refusal(endless).status()).isEqualTo(413);
        assertThat(taken[0]).isLessThan(128 * 1024);
    }

    @Test
    void readsNothingButObjects() {
        JsonRequest reader = new JsonRequest();

        assertThat(reader.isReadable(ObjectNode.class, ObjectNode.class, new Annotation[0], null))
                .isTrue();
        assertThat(reader.isReadable(JsonNode.class, JsonNode.class, new Annotation[0], null))
                .isFalse();
        assertThat(reader.isReadable(String.class, String.class, new Annotation[0], null))
                .isFalse();
    }
}
