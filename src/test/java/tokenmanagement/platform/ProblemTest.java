package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.Answers.assertProblem;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @Test
    void isTheErrorBodyOfTheContract() {
        Response response = Problem.of(403, "wrong-account", "Another account.").response();

        assertThat(new String(Answers.text((Record) response.getEntity())))
                .isEqualTo(
                        "{\"type\":\"urn:token-management:wrong-account\",\"title\":\"Wrong account\",\"status\":403,"
                                + "\"detail\":\"Another account.\",\"code\":\"wrong-account\",\"success\":false}");
        assertProblem(response, 403, "wrong-account");
    }

    @Test
    void namesEveryWrongField() {
        Response response = Problem.invalidFields(
                        List.of(new Problem.FieldError("a", "is wrong"), new Problem.FieldError("b", "is missing")))
                .response();

        assertThat(assertProblem(response, 422, "invalid-field").path("errors"))
                .hasToString("[{\"field\":\"a\",\"detail\":\"is wrong\"},{\"field\":\"b\",\"detail\":\"is missing\"}]");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.001S, 2", "PT59.9S, 60", "PT15M, 900", "-PT5S, 1"})
    void retryAfterIsInWholeSecondsAndAtLeastOne(Duration pause, String seconds) {
        Response response =
                Problem.unavailable("provider-unavailable", "Later.", pause).response();

        assertThat(response.getHeaderString("Retry-After")).isEqualTo(seconds);
    }

    @Test
    void moreMembersAndHeadersLeaveTheFirstAsItWas() {
        Problem first = Problem.notFound("Nothing here.");

        Problem more = first.with("login_url", "https://example.com").header("Allow", "GET");

        assertThat(first.members()).isEmpty();
        assertThat(first.headers()).isEmpty();
        assertThat(more.body()).containsEntry("login_url", "https://example.com");
        assertThat(more.response().getHeaderString("Allow")).isEqualTo("GET");
    }
}
