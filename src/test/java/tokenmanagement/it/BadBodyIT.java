package tokenmanagement.it;

import static tokenmanagement.support.ApiAssert.assertProblem;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.Provided;
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
            "{\"a\":01}"
        };
    }
}
