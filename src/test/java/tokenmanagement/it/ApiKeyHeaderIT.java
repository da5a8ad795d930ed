package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Who may call, and how a key is shown (faults 1, 2, 5 and 6; RFC 6750). */
@ExtendWith(ArquillianExtension.class)
class ApiKeyHeaderIT {
    @Provided
    private TokenApi api;

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
}
