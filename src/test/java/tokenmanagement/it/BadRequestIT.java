package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Provided;
import tokenmanagement.support.RawHttp;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** Requests that are wrong before any business begins (faults 1 to 20). */
@ExtendWith(ArquillianExtension.class)
class BadRequestIT {
    private static final int LIMIT = 64 * 1024;

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Server server;

    @ParameterizedTest
    @CsvSource({
        "POST, /clients",
        "GET, /clients",
        "GET, /clients/1",
        "POST, /tokens/refresh",
        "GET, /tokens/some-branch",
        "PATCH, /clients/1",
        "DELETE, /clients/1",
        "GET, /audit",
        "GET, /no-such-route",
        "GET, /",
        "OPTIONS, /clients"
    })
    void nothingIsSaidWithoutAKey(String method, String path) {
        Answer answer = api.withoutKey().call(method, path);

        assertProblem(answer, 401, "invalid-token");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge -> assertThat(challenge).startsWith("Bearer").doesNotContain("error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wrong-key-wrong-key-wrong-key-wrong-key", "x", "canary-api-key-of-the-container-tests-012345678"
            })
    void aWrongKeyIsNamedAsSuch(String key) {
        Answer answer = api.withKey(key).clients("");

        assertProblem(answer, 401, "invalid-token");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge -> assertThat(challenge).startsWith("Bearer").contains("error=\"invalid_token\""));
        assertThat(answer.body()).doesNotContain(key + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Bearer  ", "Token abc"})
    void anotherSchemeIsNoKey(String authorization) {
        Answer answer = api.withoutKey().call("GET", "/clients", "Authorization", authorization);

        assertProblem(answer, 401, "invalid-token");
    }

    @Test
    void theSchemeIsReadWithoutRegardToCase() {
        String key = System.getenv("TOKEN_MANAGEMENT_ADMIN_API_KEY");

        Answer answer = api.withoutKey().call("GET", "/clients?limit=1", "Authorization", "bearer " + key);

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "api_key"})
    void aKeyInTheAddressOpensNothing(String name) {
        String query = "?" + name + "=" + System.getenv("TOKEN_MANAGEMENT_ADMIN_API_KEY");

        assertThat(api.withoutKey().clients(query).status()).isIn(400, 401);
        assertProblem(api.clients(query), 400, "invalid-request");
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        Answer answer = api.call("GET", "/clients", "Authorization", "Bearer another");

        assertProblem(answer, 400, "invalid-request");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /clients, POST",
        "PUT, /clients, POST",
        "GET, /tokens/refresh/, ''",
        "PROPFIND, /clients, GET",
        "POST, /tokens/some-branch, GET",
        "PUT, /tokens/some-branch, GET",
        "GET, /tokens/refresh, POST"
    })
    void aWrongMethodIsToldTheRightOnes(String method, String path, String allowed) {
        Answer answer = api.call(method, path);

        if (method.equals("GET")) {
            // "refresh" is a branch id as good as any other
            assertThat(answer.status()).isIn(404, 405);
            return;
        }
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow"))
                .hasValueSatisfying(value -> assertThat(value).contains(allowed));
    }

    @Test
    void traceEchoesNothing() {
        String answer = RawHttp.exchange(
                server.address(),
                "TRACE /token-management/clients HTTP/1.1\nHost: localhost\nCookie: canary-trace\nConnection: close\n\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("canary-trace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png"})
    void answersInJsonOnly(String accept) {
        assertProblem(api.call("GET", "/clients", "Accept", accept), 406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/json", "application/*", "application/problem+json, application/json;q=0.5"})
    void acceptsTheUsualWishes(String accept) {
        assertThat(api.call("GET", "/clients?limit=1", "Accept", accept).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "multipart/form-data; boundary=x"
            })
    void takesJsonOnly(String contentType) {
        String body = TokenApi.json(branches.unknown().registration());

        assertProblem(api.post("/clients", contentType, body), 415, "unsupported-media-type");
    }

    @Test
    void takesNoBodyWithoutAType() {
        Answer answer = api.call("POST", "/clients", BodyPublishers.ofString("{}"));

        assertProblem(answer, 415, "unsupported-media-type");
    }

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

    @Test
    void stopsReadingABodyThatHasNoEnd() {
        String key = System.getenv("TOKEN_MANAGEMENT_ADMIN_API_KEY");

        String answer = RawHttp.exchange(
                server.address(),
                "POST /token-management/clients HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + key
                        + "\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n",
                25_000);

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @Test
    void otherOriginsGetNoPermission() {
        Answer preflight = api.call(
                "OPTIONS", "/clients", "Origin", "https://evil.example", "Access-Control-Request-Method", "GET");
        Answer answer = api.call("GET", "/clients?limit=1", "Origin", "https://evil.example");

        assertThat(preflight.status()).isIn(403, 405);
        assertUsualHeaders(preflight);
        assertUsualHeaders(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no-such-route", "/clients/1/no-such-route", "/tokens"})
    void anUnknownPathIsNotFound(String path) {
        assertThat(api.call("GET", path).status()).isIn(404, 405);
    }
}
