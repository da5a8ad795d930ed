package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Provided;
import tokenmanagement.support.RawHttp;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** Bodies that cannot be read (faults 12 and 14). */
@ExtendWith(ArquillianExtension.class)
class BadBodyIT {
    private static final int LIMIT = 64 * 1024;

    @Provided
    private TokenApi api;

    @Provided
    private Server server;

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesUnreadableJson(String body) {
        assertProblem(api.post("/clients", "application/json", body), 400, "invalid-request");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin = "{\"workspace_name\":\"Caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        Answer answer =
                api.call("POST", "/clients", BodyPublishers.ofByteArray(latin), "Content-Type", "application/json");

        assertProblem(answer, 400, "invalid-request");
    }

    @Test
    void refusesABodyThatSaysItIsTooLong() {
        Answer answer = api.post("/clients", "application/json", "{\"a\":\"" + "x".repeat(LIMIT) + "\"}");

        assertProblem(answer, 413, "content-too-large");
    }

    /** 100 MB, unless the server closes before. */
    @Test
    void stopsReadingABodyThatHasNoEnd() {
        String key = System.getenv("TOKEN_MANAGEMENT_ADMIN_API_KEY");

        String answer = RawHttp.exchange(
                server.address(),
                "POST /token-management/clients HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + key
                        + "\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n",
                25_000);

        assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("\r\nConnection: close\r\n");
    }

    static String[] unreadable() {
        return new String[] {
            "",
            " ",
            "{",
            "{\"client_id\":",
            "[]",
            "null",
            "17",
            "\"text\"",
            "{}{}",
            "{} x",
            "{\"a\":1,\"a\":2}",
            "{\"a\":NaN}",
            "{'a':1}",
            "{a:1}",
            "{\"a\":1,}",
            "{\"a\":\"\\ud800\"}",
            "\ufeff{}",
            "// comment\n{}",
            "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
            "{\"a\":" + "9".repeat(60_000) + "}",
            "<client/>",
            "{\"a\":\"line\nbreak\"}",
            "{\"a\":01}",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"\\udc00\":1}",
            "{\"a\":" + "[".repeat(200_000 / 4) + "}",
            "{\"a\":1e" + "9".repeat(60_000) + "}"
        };
    }
}
