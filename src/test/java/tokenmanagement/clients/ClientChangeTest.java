package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Secret;

/** The body of route 8: the fields of a registration that may change, each with the rules of registration. */
class ClientChangeTest {
    private static ClientChange taken(String json) throws Exception {
        return ClientChange.of((ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    private static Problem refused(String json) {
        return catchThrowableOfType(ProblemException.class, () -> taken(json)).problem();
    }

    private static List<String> wrongFields(String json) {
        Problem problem = refused(json);
        assertThat(problem.code()).isEqualTo("invalid-field");
        return ((List<?>) problem.members().get("errors"))
                .stream().map(error -> ((Problem.FieldError) error).field()).toList();
    }

    @Test
    void takesEveryFieldThatMayChange() throws Exception {
        ClientChange change = taken("{'client_secret':'s','redirect_uri':'https://a.example/cb','workspace_email':"
                + "'a@b.c','workspace_name':'N','scopes':['x','x','y'],'is_active':false}");

        assertThat(change)
                .isEqualTo(new ClientChange(
                        Optional.of(Secret.of("s")),
                        Optional.of("https://a.example/cb"),
                        Optional.of("a@b.c"),
                        Optional.of("N"),
                        Optional.of(List.of("x", "y")),
                        Optional.of(false)));
    }

    @Test
    void whatIsAbsentStaysAsItIs() throws Exception {
        assertThat(taken("{'is_active':true}"))
                .isEqualTo(new ClientChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"branch_id", "client_id", "version", "status", "misconfigured_error"})
    void nothingElseCanBeChanged(String field) {
        assertThat(wrongFields("{'workspace_name':'N','" + field + "':'x'}")).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "client_secret   | ''",
                "client_secret   | 'a b'",
                "client_secret   | null",
                "redirect_uri    | 'http://example.com/cb'",
                "workspace_email | 'nobody'",
                "workspace_name  | '  '",
                "workspace_name  | null",
                "scopes          | []",
                "scopes          | 'x'",
                "is_active       | 'true'",
                "is_active       | 1",
                "is_active       | null"
            })
    void eachFieldFollowsTheRulesOfRegistration(String field, String value) {
        assertThat(wrongFields("{'" + field + "':" + value + "}")).containsExactly(field);
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        assertThat(wrongFields("{'redirect_uri':'x','scopes':[],'is_active':null,'other':1}"))
                .containsExactlyInAnyOrder("redirect_uri", "scopes", "is_active", "other");
    }

    @Test
    void aChangeOfNothingIsRefused() {
        assertThat(refused("{}").status()).isEqualTo(400);
    }
}
