package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tokenmanagement.platform.Answers.assertProblem;
import static tokenmanagement.platform.Answers.json;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.platform.Secret;

/** Every {@link BeginResult} and {@link CallbackResult} as api.md answers it. */
class OAuthMappingTest {
    static final BeginResult REDIRECT = new BeginResult.Redirect(
            URI.create("https://accounts.example.com/auth?state=s"),
            new FlowCookie("0123456789abcdef0123456789", Secret.of("browser-secret")));
    static final CallbackResult CONNECTED = new CallbackResult.Connected(
            "google-id",
            "branch-17",
            URI.create("https://tokens.example.com/token-management/auth/callback"),
            Secret.of("access-1"),
            ConsentFixture.NOON,
            "openid email");

    private final OAuthResourceFixture given = new OAuthResourceFixture("https://tokens.example.com");

    static Stream<Arguments> refusedStarts() {
        return Stream.of(
                arguments(new BeginResult.Unknown(), 404, "not-found"),
                arguments(new BeginResult.NotVouchedFor(), 403, "access-denied"),
                arguments(new BeginResult.LinkRefused(), 403, "access-denied"));
    }

    static Stream<Arguments> refusedCallbacks() {
        return Stream.of(
                arguments(new CallbackResult.InvalidState(), 400, "invalid-state"),
                arguments(new CallbackResult.ForeignIssuer(), 400, "invalid-request"),
                arguments(new CallbackResult.UnknownClient(), 404, "not-found"),
                arguments(new CallbackResult.AccessDenied(), 403, "access-denied"),
                arguments(new CallbackResult.CodeRefused(), 400, "invalid-request"),
                arguments(new CallbackResult.IdentityUnproven(), 403, "access-denied"),
                arguments(new CallbackResult.WrongAccount(), 403, "wrong-account"),
                arguments(new CallbackResult.MissingScope(7), 409, "missing-scope"),
                arguments(new CallbackResult.NoRefreshToken(7), 409, "reauthorization-required"),
                arguments(new CallbackResult.ClientMisconfigured("invalid_client"), 503, "client-misconfigured"),
                arguments(new CallbackResult.ProviderUnavailable(), 503, "provider-unavailable"));
    }

    private static List<Class<?>> types(Object first, Stream<Arguments> others) {
        List<Class<?>> types = new ArrayList<>(List.of(first.getClass()));
        others.forEach(row -> types.add(row.get()[0].getClass()));
        return types;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedStarts(BeginResult result, int status, String code) {
        given.begun = result;

        assertProblem(given.login("7"), status, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedCallbacks(CallbackResult result, int status, String code) {
        given.completed = result;

        Response response = given.callback();

        assertProblem(response, status, code);
        assertThat(response.getCookies().values())
                .allSatisfy(spent -> assertThat(spent.getMaxAge()).isZero());
        assertThat(response.getHeaderString("Retry-After") != null).isEqualTo(status == 503);
    }

    @Test
    void noResultIsLeftUnmapped() {
        assertThat(Arrays.<Class<?>>asList(BeginResult.class.getPermittedSubclasses()))
                .containsExactlyInAnyOrderElementsOf(types(REDIRECT, refusedStarts()));
        assertThat(Arrays.<Class<?>>asList(CallbackResult.class.getPermittedSubclasses()))
                .containsExactlyInAnyOrderElementsOf(types(CONNECTED, refusedCallbacks()));
    }

    @Test
    void whatAPersonMustDoAgainComesWithTheAddress() {
        given.completed = new CallbackResult.NoRefreshToken(7);

        assertThat(json(given.callback()).path("login_url").textValue())
                .isEqualTo("https://tokens.example.com/token-management/oauth/login/7");
        assertThat(json(given.callback()).path("detail").textValue()).contains("No refresh token", "prompt=consent");
    }
}
