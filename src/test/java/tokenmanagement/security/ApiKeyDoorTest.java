package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.Answers.assertProblem;

import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.TestSettings;

/** Which addresses need no key, and which only look like it. */
class ApiKeyDoorTest {
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

    private static void assertBareChallenge(Response response) {
        assertProblem(response, 401, "invalid-token");
        assertThat(response.getHeaderString("WWW-Authenticate")).isEqualTo(BARE_CHALLENGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "no/such/path", "clients", "tokens/refresh", "api-keys", "audit", "application.wadl"})
    void anAddressThatDoesNotExistAsksForAKeyToo(String path) {
        assertBareChallenge(answerTo(RequestDouble.to(path)));
    }

    @Test
    void aPreflightGetsNoCrossOriginHeaders() {
        Response response =
                answerTo(RequestDouble.to("tokens/17").method("OPTIONS").header("Origin", "https://evil.example"));

        assertBareChallenge(response);
        assertThat(response.getHeaders().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oauth/login/1",
                "auth/callback",
                "auth/result",
                "/oauth/login/1",
                "/auth/callback",
                "oauth/login/x"
            })
    void whatABrowserOpensNeedsNoKey(String path) {
        RequestDouble request = RequestDouble.to(path);

        assertThat(answerTo(request)).isNull();
        assertThat(request.security().getUserPrincipal()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oauth/login",
                "oauth/login/",
                "oauth/login/1/2",
                "oauth/login/../../tokens/17",
                "auth",
                "auth/",
                "auth/callback/x",
                "auth/callbackx",
                "auth//callback",
                "auth/callback\n",
                "//auth/callback",
                "x/auth/callback",
                "AUTH/CALLBACK",
                "tokens/auth/callback",
                "tokens/17;/auth/callback"
            })
    void whatOnlyLooksLikeItNeedsOne(String path) {
        assertBareChallenge(answerTo(RequestDouble.to(path)));
    }
}
