package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Route 8: change a registration (fault 24). */
@ExtendWith(ArquillianExtension.class)
class ClientChangeIT {
    private static final String REVIEWS = "https://www.googleapis.com/auth/business.manage";

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    private String tag(Branch branch) {
        return api.client(branch.clientId()).header("ETag").orElseThrow();
    }

    private Answer change(Branch branch, Map<String, ?> fields) {
        return api.change(branch.clientId(), tag(branch), fields);
    }

    @Test
    void aChangeIsAnsweredWithTheRegistrationAsItIsNow() {
        Branch branch = branches.registered();

        Answer answer = change(
                branch,
                Map.of(
                        "redirect_uri", "https://new.example.com/cb",
                        "workspace_email", "new@example.com",
                        "workspace_name", "New name",
                        "scopes", List.of(REVIEWS, "https://www.googleapis.com/auth/calendar"),
                        "is_active", false));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("redirect_uri")).isEqualTo("https://new.example.com/cb");
        assertThat(answer.text("workspace_email")).isEqualTo("new@example.com");
        assertThat(answer.text("workspace_name")).isEqualTo("New name");
        assertThat(answer.json().get("scopes")).hasSize(2);
        assertThat(answer.json().get("is_active").booleanValue()).isFalse();
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        Answer read = api.client(branch.clientId());
        assertThat(read.json()).isEqualTo(answer.json());
        assertThat(read.header("ETag")).isEqualTo(answer.header("ETag")).isNotEqualTo(Optional.of("\"1\""));
    }

    @Test
    void whatIsNotNamedStays() {
        Branch branch = branches.registered();
        var before = api.client(branch.clientId()).json();

        var after = change(branch, Map.of("workspace_name", "Only this")).json();

        for (String field : List.of("redirect_uri", "workspace_email", "scopes", "is_active", "google_client_id")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
    }

    @Test
    void ofManyChangesAtOnceFromTheSameVersionOneWins() {
        Branch branch = branches.registered();
        String tag = tag(branch);

        List<Answer> answers = Callers.atOnce(
                8,
                () -> api.change(
                        branch.clientId(),
                        tag,
                        Map.of("workspace_name", Thread.currentThread().getName())));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 412);
        Answer won = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(api.client(branch.clientId()).text("workspace_name")).isEqualTo(won.text("workspace_name"));
    }

    @Test
    void aChangeOfAnEarlierVersionIsRefusedAndSaysWhatToDo() {
        Branch branch = branches.registered();
        String tag = tag(branch);
        change(branch, Map.of("workspace_name", "First"));

        Answer late = api.change(branch.clientId(), tag, Map.of("workspace_name", "Second"));

        assertProblem(late, 412, "version-mismatch");
        assertProblem(
                api.change(branch.clientId(), "W/" + tag(branch), Map.of("workspace_name", "x")),
                412,
                "version-mismatch");
        assertThat(api.client(branch.clientId()).text("workspace_name")).isEqualTo("First");
    }

    @Test
    void aChangeNeedsToSayWhichVersionItWasMadeFrom() {
        Branch branch = branches.registered();
        Map<String, ?> fields = Map.of("workspace_name", "x");

        assertProblem(api.change(branch.clientId(), "*", fields), 400, "invalid-request");
        assertProblem(api.change(branch.clientId(), "\"1\", \"2\"", fields), 400, "invalid-request");
        assertProblem(
                api.call(
                        "PATCH",
                        "/clients/" + branch.clientId(),
                        BodyPublishers.ofString(TokenApi.json(fields)),
                        "Content-Type",
                        "application/json"),
                400,
                "invalid-request");
    }

    @Test
    void wrongFieldsAreNamedAndNothingIsChanged() {
        Branch branch = branches.registered();

        Answer answer = change(branch, Map.of("workspace_name", "x", "redirect_uri", "ftp://x", "branch_id", "other"));

        assertProblem(answer, 422, "invalid-field");
        assertThat(answer.body()).contains("\"redirect_uri\"", "\"branch_id\"");
        assertThat(tag(branch)).isEqualTo("\"1\"");
        assertProblem(change(branch, Map.of()), 400, "invalid-request");
        assertProblem(api.change(987654321, "\"1\"", Map.of("workspace_name", "x")), 404, "not-found");
    }

    @Test
    void otherScopesAreHeldAgainstTheStoredGrantAtOnce() {
        Branch branch = branches.connected();

        change(branch, Map.of("scopes", List.of(REVIEWS, "https://www.googleapis.com/auth/calendar")));
        assertProblem(api.token(branch.id()), 409, "missing-scope");

        change(branch, Map.of("scopes", List.of(REVIEWS)));
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void aBranchThatIsSwitchedOffIsHiddenAtOnceAndKeepsItsGrant() {
        Branch branch = branches.connected();
        String token = api.token(branch.id()).text("access_token");

        assertThat(change(branch, Map.of("is_active", false)).text("status")).isEqualTo("inactive");
        assertProblem(api.token(branch.id()), 404, "not-found");
        assertProblem(api.refresh(branch.clientId()), 404, "not-found");
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");

        change(branch, Map.of("is_active", true));
        assertThat(api.token(branch.id()).text("access_token")).isEqualTo(token);
    }
}
