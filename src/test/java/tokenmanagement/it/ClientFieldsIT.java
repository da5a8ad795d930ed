package tokenmanagement.it;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

/** Route 1: what a registration may say (faults 15 and 16). */
@ExtendWith(ArquillianExtension.class)
class ClientFieldsIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

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
}
