package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tokenmanagement.platform.Answers.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.StrictJson;
import tokenmanagement.platform.Uris;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.BranchLimits;
import tokenmanagement.security.Caller;
import tokenmanagement.security.Calling;
import tokenmanagement.security.Scope;
import tokenmanagement.support.TestSettings;

class TokenResourceTest {
    private final TokenResource resource = new TokenResource();
    private Duration asked;
    private String lookedUp;
    private String sha256;
    private boolean refreshFailed;

    @BeforeEach
    void putTogether() {
        resource.refusals = new TokenRefusals();
        resource.refusals.settings = TestSettings.of();
        resource.security = Calling.unlimited();
        resource.subject = new AuditSubject();
        resource.tokens = new TokenService() {
            @Override
            public TokenResult accessToken(String branchId, Duration margin) {
                asked = margin;
                lookedUp = branchId;
                return issued();
            }

            @Override
            public TokenResult rejected(String branchId, String hash, Duration margin) {
                lookedUp = branchId;
                sha256 = hash;
                return issued();
            }

            @Override
            public TokenResult refresh(long clientId, BranchLimits limits) {
                return issued();
            }

            @Override
            public Optional<Secret> refreshToken(long clientId) {
                return Optional.of(Secret.of("refresh-1"));
            }
        };
    }

    private TokenResult issued() {
        return new TokenResult.Issued(
                1, "branch-1", Secret.of("access-1"), "a b", Tokens.NOON, Duration.ofMillis(3_312_999), refreshFailed);
    }

    private Response refresh(String body, Scope... scopes) throws Exception {
        Caller caller = new Caller("x", scopes.length == 0 ? EnumSet.noneOf(Scope.class) : Set.of(scopes));
        resource.security = Calling.as(caller);
        return resource.refresh((ObjectNode) StrictJson.parse(body.getBytes()), Uris.withQuery());
    }

    @Test
    void aTokenIsAnsweredInTheFormThatCallersKnow() throws Exception {
        Response response = resource.accessToken("branch-1", Uris.withQuery());

        assertThat(json(response))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"success\":true,\"message\":\"Token retrieved successfully\",\"client_id\":1,"
                                + "\"branch_id\":\"branch-1\",\"access_token\":\"access-1\",\"token_type\":\"Bearer\","
                                + "\"scope\":\"a b\",\"expires_at\":\"2026-01-01T12:00:00Z\",\"expires_in\":3312}"));
        assertThat(response.getHeaderString("Token-Warning")).isNull();
        assertThat(response.getHeaderString("ETag")).isNull();
    }

    @Test
    void aTokenThatCouldNotBeRefreshedCarriesAWarning() {
        refreshFailed = true;

        assertThat(resource.accessToken("branch-1", Uris.withQuery()).getHeaderString("Token-Warning"))
                .isEqualTo("refresh-failed");
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "1, PT1S", "3000, PT50M"})
    void theCallerMayAskForAMargin(String value, Duration expected) {
        resource.accessToken("branch-1", Uris.withQuery("min_ttl", value));

        assertThat(asked).isEqualTo(expected);
    }

    @Test
    void aBranchBeyondTheLimitsIsLookedUpAsOneThatCannotExist() {
        resource.security = Calling.within("branch-1");

        resource.accessToken("branch-1", Uris.withQuery());
        assertThat(lookedUp).isEqualTo("branch-1");

        resource.accessToken("branch-2", Uris.withQuery());
        assertThat(lookedUp).isEqualTo("/branch-2");
    }

    @Test
    void whoAsksForNoneGetsFiveMinutes() {
        resource.accessToken("branch-1", Uris.withQuery());

        assertThat(asked).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "min_ttl, -1",
        "min_ttl, 3001",
        "min_ttl, 999999",
        "min_ttl, abc",
        "min_ttl, ''",
        "minttl, 5",
        "access_token, x"
    })
    void aWrongParameterIsRefused(String name, String value) {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> resource.accessToken("branch-1", Uris.withQuery(name, value)));

        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().code()).isEqualTo("invalid-request");
    }

    @Test
    void aRefreshIsAnsweredInTheFormThatCallersKnow() throws Exception {
        assertThat(json(refresh("{\"client_id\":1}", Scope.REFRESH_TOKENS_READ)))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"success\":true,\"message\":\"Token refreshed successfully\",\"client_id\":1,"
                                + "\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\","
                                + "\"expires_at\":\"2026-01-01T12:00:00Z\"}"));
    }

    @Test
    void whoMayNotSeeTheRefreshTokenGetsNull() throws Exception {
        assertThat(json(refresh("{\"client_id\":1}", Scope.TOKENS_REFRESH, Scope.TOKENS_READ))
                        .path("refresh_token")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"client_id\":null}",
                "{\"client_id\":\"1\"}",
                "{\"client_id\":0}",
                "{\"client_id\":1.5}",
                "{\"client_id\":[1]}",
                "{\"client_id\":1,\"branch_id\":\"x\"}",
                "{\"client_id\":9223372036854775808}"
            })
    void aWrongBodyNamesItsFields(String body) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> refresh(body));

        assertThat(refused.problem().status()).isEqualTo(422);
        assertThat(refused.problem().code()).isEqualTo("invalid-field");
    }

    private Response reject(String body) throws Exception {
        return resource.rejected("branch-1", (ObjectNode) StrictJson.parse(body.getBytes()), Uris.withQuery());
    }

    @Test
    void aRejectedTokenIsNamedByItsHash() throws Exception {
        Response response = reject("{\"access_token_sha256\":\"" + "AB".repeat(32) + "\"}");

        assertThat(json(response)).isEqualTo(json(resource.accessToken("branch-1", Uris.withQuery())));
        assertThat(sha256).isEqualTo("ab".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token_sha256\":null}",
                "{\"access_token_sha256\":\"\"}",
                "{\"access_token_sha256\":\"ya29.a-token-instead-of-its-hash\"}",
                "{\"access_token_sha256\":12}"
            })
    void whatIsNoHashIsRefusedWithoutRepeatingIt(String body) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> reject(body));

        assertThat(refused.problem().status()).isEqualTo(422);
        assertThat(refused.problem().body().toString()).doesNotContain("ya29");
        assertThat(lookedUp).isNull();
    }
}
