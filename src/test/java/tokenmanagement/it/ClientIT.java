package tokenmanagement.it;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Routes 1 and 7: register a client, list and read the registrations. */
@ExtendWith(ArquillianExtension.class)
class ClientIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Test
    void registersAClient() {
        Branch branch = branches.unknown();

        Answer answer = api.register(branch.registration());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(fieldNames(answer.json()))
                .containsExactlyInAnyOrder("success", "message", "client_id", "branch_id", "email");
        assertThat(answer.json().get("success").booleanValue()).isTrue();
        assertThat(answer.text("message")).isEqualTo("Client created successfully");
        assertThat(answer.json().get("client_id").isInt()).isTrue();
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        assertThat(answer.text("email")).isEqualTo(branch.email());
        assertThat(answer.location().getPath()).isEqualTo("/token-management/clients/" + answer.number("client_id"));
        assertUsualHeaders(answer);
    }

    @Test
    void namesTheExistingClientWhenTheRequestIsRepeated() {
        Branch branch = branches.registered();

        Answer answer = api.register(branch.registration());

        assertProblem(answer, 409, "already-exists");
        assertThat(answer.body()).contains(Integer.toString(branch.clientId()));
    }

    @Test
    void takesABranchOnlyOnce() {
        Branch branch = branches.registered();
        Map<String, Object> other = branches.unknown().registration();
        other.put("branch_id", branch.id());

        assertProblem(api.register(other), 409, "already-exists");
    }

    @Test
    void oneOfManyRegistrationsAtOnceWins() {
        Branch branch = branches.unknown();

        var statuses = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> api.register(branch.registration()).status())
                .toList();

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void severalBranchesMayShareOneGoogleClient() {
        Branch first = branches.registered();
        Map<String, Object> second = branches.unknown().registration();
        second.put("client_id", first.googleClientId());

        assertThat(api.register(second).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client_id", "client_secret", "redirect_uri", "branch_id", "workspace_email", "workspace_name"})
    void everyFieldIsRequired(String field) {
        Map<String, Object> registration = branches.unknown().registration();
        registration.remove(field);

        Answer answer = api.register(registration);

        assertProblem(answer, 422, "invalid-field");
        assertThat(wrongFields(answer)).containsExactly(field);
    }

    @Test
    void namesEveryWrongFieldAtOnce() {
        Map<String, Object> registration = branches.unknown().registration();
        registration.replaceAll((field, value) -> "");

        Answer answer = api.register(registration);

        assertProblem(answer, 422, "invalid-field");
        assertThat(wrongFields(answer)).containsExactlyInAnyOrderElementsOf(registration.keySet());
        answer.json()
                .get("errors")
                .forEach(error -> assertThat(error.path("detail").asText()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client_id", "client_secret", "redirect_uri", "branch_id", "workspace_email", "workspace_name"})
    void refusesControlCharactersEndlessTextAndOtherTypes(String field) {
        for (Object wrong :
                new Object[] {"a\r\nb", "a\u0000b", "\u202eabc", "x".repeat(10_000), 17, true, Map.of(), " "}) {
            Branch branch = branches.unknown();
            Map<String, Object> registration = branch.registration();
            registration.put(field, wrong);

            Answer answer = api.register(registration);

            assertProblem(answer, 422, "invalid-field");
            assertThat(wrongFields(answer)).as("%s %s", field, wrong).containsExactly(field);
            assertThat(answer.body()).doesNotContain("x".repeat(1000), "a\\r\\nb", "\u202e");
            assertNothingStored(branch);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/callback",
                "https://example.com/callback#part",
                "https://user:password@example.com/callback",
                "https://*.example.com/callback",
                "https:///callback",
                "/token-management/auth/callback",
                "ftp://example.com/callback",
                "javascript:alert(1)",
                "http://localhost.evil.example/callback",
                "https://exa mple.com/"
            })
    void refusesARedirectUriThatGoogleWouldRefuse(String address) {
        Map<String, Object> registration = branches.unknown().registration();
        registration.put("redirect_uri", address);

        Answer answer = api.register(registration);

        assertProblem(answer, 422, "invalid-field");
        assertThat(wrongFields(answer)).containsExactly("redirect_uri");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tokens.example.com/token-management/auth/callback",
                "http://localhost:8084/token-management/auth/callback",
                "http://127.0.0.1:8084/token-management/auth/callback",
                "http://[::1]:8084/token-management/auth/callback"
            })
    void takesHttpsAndHttpOnLoopback(String address) {
        Map<String, Object> registration = branches.unknown().registration();
        registration.put("redirect_uri", address);

        assertThat(api.register(registration).status()).isEqualTo(201);
    }

    @Test
    void refusesAnUnknownField() {
        Branch branch = branches.unknown();
        Map<String, Object> registration = branch.registration();
        registration.put("is_active", true);

        Answer answer = api.register(registration);

        assertProblem(answer, 422, "invalid-field");
        assertNothingStored(branch);
    }

    @Test
    void readsARegistrationButNeverItsSecret() {
        Branch branch = branches.registered();

        Answer answer = api.client(branch.clientId());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.number("client_id")).isEqualTo(branch.clientId());
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        assertThat(answer.json().get("connected").booleanValue()).isFalse();
        assertThat(answer.header("ETag")).isPresent();
        assertThat(answer.body()).doesNotContain(branch.clientSecret(), "secret");
        assertUsualHeaders(answer);
    }

    @Test
    void saysWhenAConnectedClientExpires() {
        Branch branch = branches.connected();

        Answer answer = api.client(branch.clientId());

        assertThat(answer.json().get("connected").booleanValue()).isTrue();
        for (String time : new String[] {"expires_at", "last_refreshed_at", "next_refresh_at"}) {
            assertThat(answer.text(time)).as(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        }
        assertThat(answer.text("last_error")).isNull();
    }

    @Test
    void listsPageByPage() {
        String mark = branches.unknown().id();
        Set<Integer> registered = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Map<String, Object> registration = branches.unknown().registration();
            registration.put("workspace_name", "Shop " + mark);
            registered.add(api.register(registration).number("client_id"));
        }

        Answer first = api.clients("?limit=2&q=" + mark);
        Answer second = api.clients("?limit=2&q=" + mark + "&after=" + first.text("next"));

        assertThat(fieldNames(second.json())).containsExactly("clients");
        Set<Integer> listed = ids(first);
        listed.addAll(ids(second));
        assertThat(ids(first)).hasSize(2);
        assertThat(listed).isEqualTo(registered);
        assertUsualHeaders(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=201",
                "?limit=-1",
                "?limit=abc",
                "?limit=",
                "?limit=1&limit=2",
                "?after=x",
                "?status=no-such-state",
                "?page=2",
                "?q=a&q=b",
                "?limit=99999999999999999999"
            })
    void refusesQueriesItDoesNotUnderstand(String query) {
        assertProblem(api.clients(query), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "2147483647", "9223372036854775808", "1e3", "1;drop", "%00", "%2e%2e", "abc", "1.0"})
    void answers404ForAnIdThatIsNoClient(String id) {
        Answer answer = api.call("GET", "/clients/" + id);

        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
    }

    private void assertNothingStored(Branch branch) {
        assertThat(database.value(
                        "SELECT count(*) FROM clients WHERE client_id = ? OR branch_id = ?",
                        branch.googleClientId(),
                        branch.id()))
                .isEqualTo(0L);
    }

    private static Set<String> wrongFields(Answer answer) {
        return StreamSupport.stream(answer.json().required("errors").spliterator(), false)
                .map(error -> error.required("field").asText())
                .collect(toCollection(HashSet::new));
    }

    private static Set<Integer> ids(Answer list) {
        return StreamSupport.stream(list.json().required("clients").spliterator(), false)
                .map(client -> client.required("client_id").intValue())
                .collect(toCollection(HashSet::new));
    }

    private static Set<String> fieldNames(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
