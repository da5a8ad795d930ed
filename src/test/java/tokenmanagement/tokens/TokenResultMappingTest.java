package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tokenmanagement.platform.Answers.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Uris;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.BranchLimits;
import tokenmanagement.security.Caller;
import tokenmanagement.security.Calling;
import tokenmanagement.support.TestSettings;

/** Routes 4, 5 and 10: every {@link TokenResult} as api.md answers it. */
class TokenResultMappingTest {
    private static final TokenResult ISSUED = new TokenResult.Issued(
            1, "branch-1", Secret.of("access-1"), "a b", Tokens.NOON, Duration.ofMillis(3_312_999), false);

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(new TokenResult.Unknown(), 404, "not-found"),
                arguments(new TokenResult.ReauthorizationRequired(1, false), 409, "reauthorization-required"),
                arguments(new TokenResult.ReauthorizationRequired(1, true), 409, "reauthorization-required"),
                arguments(new TokenResult.RotationLost(1), 409, "reauthorization-required"),
                arguments(new TokenResult.MissingScope(1), 409, "missing-scope"),
                arguments(
                        new TokenResult.ClientMisconfigured("invalid_client", Duration.ofMinutes(15)),
                        503,
                        "client-misconfigured"),
                arguments(new TokenResult.RequestRefused("invalid_request"), 500, "internal-error"),
                arguments(new TokenResult.ProviderUnavailable(Duration.ofMillis(1500)), 503, "provider-unavailable"));
    }

    private static Response read(TokenResult result) {
        return resource(result).accessToken("branch-1", Uris.withQuery());
    }

    private static Response refresh(TokenResult result) {
        ObjectNode body = new ObjectMapper().createObjectNode().put("client_id", 1);
        return resource(result).refresh(body, Uris.withQuery());
    }

    private static Response reject(TokenResult result) {
        ObjectNode body = new ObjectMapper().createObjectNode().put("access_token_sha256", "0".repeat(64));
        return resource(result).rejected("branch-1", body, Uris.withQuery());
    }

    private static TokenResource resource(TokenResult result) {
        TokenResource resource = new TokenResource();
        resource.refusals = new TokenRefusals();
        resource.refusals.settings = TestSettings.of();
        resource.subject = new AuditSubject();
        resource.security = Calling.as(new Caller("x", Set.of()));
        resource.tokens = new TokenService() {
            @Override
            public TokenResult accessToken(String branchId, Duration asked) {
                return result;
            }

            @Override
            public TokenResult rejected(String branchId, String sha256, Duration asked) {
                return result;
            }

            @Override
            public TokenResult refresh(long clientId, BranchLimits limits) {
                return result;
            }
        };
        return resource;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void everyRefusalHasItsStatusAndCode(TokenResult result, int status, String code) {
        assertProblem(read(result), status, code);
        assertProblem(refresh(result), status, code);
        assertProblem(reject(result), status, code);
    }

    @Test
    void noResultIsLeftUnmapped() {
        List<Class<?>> mapped = Stream.concat(
                        Stream.of(ISSUED.getClass()), refusals().map(row -> row.get()[0].getClass()))
                .<Class<?>>map(type -> type)
                .distinct()
                .toList();

        assertThat(Arrays.<Class<?>>asList(TokenResult.class.getPermittedSubclasses()))
                .containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void anIssuedTokenIs200() {
        assertThat(read(ISSUED).getStatus()).isEqualTo(200);
        assertThat(refresh(ISSUED).getStatus()).isEqualTo(200);
        assertThat(reject(ISSUED).getStatus()).isEqualTo(200);
    }

    @Test
    void whatAPersonMustDoComesWithTheAddressToSendThemTo() {
        for (TokenResult result :
                List.of(new TokenResult.ReauthorizationRequired(7, true), new TokenResult.MissingScope(7))) {
            JsonNode body = assertProblem(
                    read(result),
                    409,
                    result instanceof TokenResult.MissingScope ? "missing-scope" : "reauthorization-required");

            assertThat(body.path("login_url").textValue())
                    .isEqualTo("http://localhost:8084/token-management/oauth/login/7");
        }
    }

    @Test
    void theSentenceOfTheOldSystemIsStillThere() {
        JsonNode body =
                assertProblem(read(new TokenResult.ReauthorizationRequired(1, false)), 409, "reauthorization-required");

        assertThat(body.path("detail").textValue()).contains("No refresh token available");
    }

    @Test
    void whatMayPassSaysWhenToComeBack() {
        assertThat(read(new TokenResult.ProviderUnavailable(Duration.ofMillis(1500)))
                        .getHeaderString("Retry-After"))
                .isEqualTo("2");
        assertThat(read(new TokenResult.ProviderUnavailable(Duration.ZERO)).getHeaderString("Retry-After"))
                .isEqualTo("1");
        assertThat(read(new TokenResult.ClientMisconfigured("invalid_client", Duration.ofMinutes(15)))
                        .getHeaderString("Retry-After"))
                .isEqualTo("900");
    }
}
