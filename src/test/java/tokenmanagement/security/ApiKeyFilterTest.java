package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.Answers.assertProblem;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Answers;
import tokenmanagement.support.TestSettings;

class ApiKeyFilterTest {
    private static final String KEY = "canary-key-0123456789-0123456789-abc";
    private static final String BARE_CHALLENGE = "Bearer realm=\"token-management\"";

    private final ApiKeyFilter filter = filter(Map.of("TOKEN_MANAGEMENT_ADMIN_API_KEY", KEY));

    private static ApiKeyFilter filter(Map<String, String> environment) {
        ApiKeyFilter filter = new ApiKeyFilter();
        filter.apiKeys = new ApiKeys();
        filter.apiKeys.settings = TestSettings.of(environment);
        return filter;
    }

    private Response answerTo(RequestDouble request) {
        filter.filter(request.context());
        return request.answer();
    }

    private Response answerToAuthorization(String value) {
        return answerTo(RequestDouble.to("tokens/17").header("Authorization", value));
    }

    private static void assertBareChallenge(Response response) {
        assertProblem(response, 401, "invalid-token");
        assertThat(response.getHeaderString("WWW-Authenticate")).isEqualTo(BARE_CHALLENGE);
    }

    private static void assertInvalidToken(Response response) {
        assertProblem(response, 401, "invalid-token");
        assertThat(response.getHeaderString("WWW-Authenticate"))
                .isEqualTo(BARE_CHALLENGE + ", error=\"invalid_token\"");
    }

    @Test
    void withoutAKeyTheChallengeNamesNoError() {
        assertBareChallenge(answerTo(RequestDouble.to("tokens/17")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void theRightKeyPassesUnderAnyCaseOfTheScheme(String scheme) {
        RequestDouble request = RequestDouble.to("tokens/17").header("Authorization", scheme + KEY);

        assertThat(answerTo(request)).isNull();
        assertThat(request.security().getUserPrincipal()).isInstanceOf(Caller.class);
    }

    @Test
    void theKeyOfTheSettingsHasEveryScope() {
        RequestDouble request = RequestDouble.to("tokens/17").header("Authorization", "Bearer " + KEY);

        filter.filter(request.context());

        Caller caller = (Caller) request.security().getUserPrincipal();
        assertThat(Scope.values()).allMatch(caller::may);
        assertThat(request.security().isUserInRole("refresh-tokens:read")).isTrue();
        assertThat(request.security().isUserInRole("root")).isFalse();
        assertThat(request.security().isSecure()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer canary-key-0123456789-0123456789-abd",
                "Bearer canary-key-0123456789-0123456789-ab",
                "Bearer canary-key-0123456789-0123456789-abcd",
                "Bearer CANARY-KEY-0123456789-0123456789-ABC",
                "Bearer x",
                "Bearer canary-key-0123456789-0123456789-abc canary-key-0123456789-0123456789-abc",
                "Bearer canary-key-0123456789-0123456789-abc, Bearer x",
                "Bearer\tcanary-key-0123456789-0123456789-abc",
                "Bearer\u00a0canary-key-0123456789-0123456789-abc",
                "Bearer: canary-key-0123456789-0123456789-abc",
                "Bearercanary-key-0123456789-0123456789-abc",
                "canary-key-0123456789-0123456789-abc",
                "Token canary-key-0123456789-0123456789-abc",
                "Basic Y2FuYXJ5LWtleS0wMTIzNDU2Nzg5LTAxMjM0NTY3ODktYWJjOg==",
                "Bearer",
                "Bearer ",
                "Bearer canary-\u00e4"
            })
    void everyOtherKeyIsAnInvalidToken(String authorization) {
        Response response = answerToAuthorization(authorization);

        assertInvalidToken(response);
        assertThat(Answers.json(response) + response.getHeaders().toString()).doesNotContain("canary", "0123456789");
    }

    @Test
    void aMonstrousKeyIsOnlyAWrongOne() {
        assertInvalidToken(answerToAuthorization("Bearer " + "x".repeat(100_000)));
        assertInvalidToken(answerToAuthorization(" ".repeat(100_000)));
    }

    @Test
    void withoutAKeyInTheSettingsNobodyPasses() {
        RequestDouble request = RequestDouble.to("tokens/17").header("Authorization", "Bearer " + KEY);

        filter(Map.of()).filter(request.context());

        assertInvalidToken(request.answer());
    }

    @Test
    void twoKeysAreOneTooMany() {
        RequestDouble request = RequestDouble.to("tokens/17")
                .header("Authorization", "Bearer " + KEY)
                .header("Authorization", "Bearer " + KEY);

        assertProblem(answerTo(request), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "api_key"})
    void aKeyInTheQueryIsNoKey(String name) {
        assertBareChallenge(answerTo(RequestDouble.to("tokens/17", name, KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "api_key"})
    void aKeyInHeaderAndQueryIsRefused(String name) {
        RequestDouble request = RequestDouble.to("tokens/17", name, KEY).header("Authorization", "Bearer " + KEY);

        assertProblem(answerTo(request), 400, "invalid-request");
    }
}
