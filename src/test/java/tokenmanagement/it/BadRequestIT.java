package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.net.http.HttpRequest.BodyPublishers;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Provided;
import tokenmanagement.support.RawHttp;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** Methods, media types and origins that are not served (faults 8, 10, 13 and 20). */
@ExtendWith(ArquillianExtension.class)
class BadRequestIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Server server;

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
