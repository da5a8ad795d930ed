package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tokenmanagement.platform.Answers.assertProblem;
import static tokenmanagement.platform.Answers.json;
import static tokenmanagement.security.Ciphers.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.StrictJson;
import tokenmanagement.platform.Uris;
import tokenmanagement.support.MutableClock;

/** Route 12. */
class ApiKeyResourceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String BODY = "{\"name\":\"billing\",\"scopes\":[\"tokens:read\"],\"branches\":[\"b-*\"],"
            + "\"expires_at\":\"2026-06-01T00:00:00Z\"}";

    private final LogCapture log = LogCapture.of(ApiKeyIssuer.class);
    private final ApiKeyStoreDouble store = new ApiKeyStoreDouble(new MutableClock(NOON));
    private final ApiKeyResource resource = new ApiKeyResource();

    @BeforeEach
    void putTogether() {
        resource.keys = store;
        resource.issuer = new ApiKeyIssuer();
        resource.issuer.keys = store;
        resource.issuer.hasher = KeyHasherTest.hasher("now:" + key(1));
        resource.clock = new MutableClock(NOON);
        resource.security = Calling.unlimited();
        resource.subject = new AuditSubject();
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private Response create(String body) {
        try {
            return resource.create((ObjectNode) StrictJson.parse(body.getBytes()), Uris.withQuery());
        } catch (StrictJson.Malformed e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String with(String field, String value) {
        return BODY.replaceFirst("(\"" + field + "\":)(\\[.*?\\]|\".*?\")", "$1" + Matcher.quoteReplacement(value));
    }

    @Test
    void aCreatedKeyIsShownOnce() {
        Response response = create(BODY);

        assertThat(response.getStatus()).isEqualTo(201);
        String key = json(response).path("key").textValue();
        assertThat(KeyText.parse(key)).isPresent();
        assertThat(json(response).path("id").asLong()).isEqualTo(1);
        assertThat(json(response).path("expires_at").textValue()).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(json(resource.list(Uris.withQuery())).toString() + log.text() + response.getEntity())
                .contains("billing", "b-*", "tokens:read")
                .doesNotContain(key.substring(4));
    }

    @Test
    void withoutBranchesAKeyKnowsEveryBranch() {
        create(BODY.replace("\"branches\":[\"b-*\"],", ""));

        assertThat(store.rows.get(0).limits()).isEqualTo(BranchLimits.NONE);
        assertThat(json(resource.list(Uris.withQuery())).path("api_keys").get(0).has("branches"))
                .isFalse();
    }

    @Test
    void aThirdActiveKeyIsRefusedUntilOneIsRevoked() {
        create(BODY);
        create(BODY);
        assertProblem(create(BODY), 409, "already-exists");

        assertThat(resource.revoke("1", Uris.withQuery()).getStatus()).isEqualTo(204);

        assertThat(create(BODY).getStatus()).isEqualTo(201);
    }

    @Test
    void nobodyHandsOnAScopeThatTheyLack() {
        resource.security = Calling.as(new Caller("x", Set.of(Scope.API_KEYS_WRITE)));

        assertProblem(create(BODY), 403, "insufficient-scope");
        assertThat(store.rows).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"b-*, 201", "b*, 201", "b-1*, 403", "c-*, 403"})
    void nobodyHandsOnBranchesThatTheyDoNotKnow(String own, int status) {
        resource.security = Calling.within(own);

        assertThat(create(BODY).getStatus()).isEqualTo(status);
    }

    @Test
    void aLimitedCallerNeitherSeesNorRevokesKeysBeyondItsLimits() {
        create(BODY);
        resource.security = Calling.within("c-*");

        assertThat(json(resource.list(Uris.withQuery()))).hasToString("{\"api_keys\":[]}");
        assertProblem(resource.revoke("1", Uris.withQuery()), 404, "not-found");
    }

    @Test
    void aLimitedCallerTakesNoNameOfACallerBeyondItsLimits() {
        create(BODY.replace("b-*", "c-*"));
        resource.security = Calling.within("b-*");

        assertProblem(create(BODY), 403, "insufficient-scope");
        assertThat(store.rows).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "x", "9223372036854775808", "1;drop"})
    void anUnknownIdIsNotFound(String id) {
        create(BODY);

        assertProblem(resource.revoke(id, Uris.withQuery()), 404, "not-found");
    }

    @Test
    void revokingTwiceIsNoMistake() {
        create(BODY);
        resource.revoke("1", Uris.withQuery());

        assertThat(resource.revoke("1", Uris.withQuery()).getStatus()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|\"\"",
                "name|\"a b\"",
                "name|\"a\\nb\"",
                "name|\"admin-api-key\"",
                "name|\"anonymous\"",
                "name|\"browser\"",
                "scopes|[]",
                "scopes|[\"root\"]",
                "scopes|[\"TOKENS:READ\"]",
                "scopes|\"tokens:read\"",
                "branches|[]",
                "branches|[\"*\"]",
                "branches|[\"a/b\"]",
                "expires_at|\"2026-01-01T12:00:00Z\"",
                "expires_at|\"2025-06-01T00:00:00Z\"",
                "expires_at|\"2027-02-06T00:00:00Z\"",
                "expires_at|\"+1000000000-12-31T23:59:59Z\"",
                "expires_at|\"2026-06-01\"",
                "expires_at|\"never\""
            })
    void aWrongFieldIsNamed(String field, String value) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> create(with(field, value)));

        assertThat(refused.problem().status()).isEqualTo(422);
        assertThat(refused.problem().members().get("errors"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Problem.FieldError.class))
                .extracting(Problem.FieldError::field)
                .containsExactly(field);
    }

    @Test
    void everyMissingFieldIsNamed() {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> create("{}"));

        assertThat(refused.problem().members().get("errors"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Problem.FieldError.class))
                .extracting(Problem.FieldError::field)
                .isEqualTo(List.of("name", "scopes", "expires_at"));
    }
}
