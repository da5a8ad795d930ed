package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.security.ApiKeyRequest;
import tokenmanagement.security.Scope;

class ApiKeyFormTest {
    private final ApiKeyForm form = new ApiKeyForm(Instant.parse("2026-01-01T12:00:00Z"));

    ApiKeyFormTest() {
        form.setName("billing");
        form.setScopes(List.of("tokens:read"));
    }

    @Test
    void asksForAKeyOfNinetyDaysForEveryBranchUnlessToldOtherwise() {
        ApiKeyRequest request = form.request();

        assertThat(request.scopes()).containsExactly(Scope.TOKENS_READ);
        assertThat(request.limits().patterns()).isEmpty();
        assertThat(request.expiresAt()).isEqualTo("2026-04-01T23:59:59Z");
    }

    @Test
    void takesABranchALineWithoutWhatIsAroundIt() {
        form.setBranches(" b-1 \r\n\r\nshop-*\n");

        assertThat(form.request().limits().patterns()).isEqualTo(Optional.of(List.of("b-1", "shop-*")));
    }

    @Test
    void theLastDayThatItOffersIsTaken() {
        form.setExpires(form.getLastDay());

        assertThat(form.request().expiresAt()).isEqualTo("2027-02-04T23:59:59Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2025-12-31", "2030-01-01", "soon", "2026-02-30"})
    void aDayThatCannotBeIsRefusedInWordsForPeople(String day) {
        form.setExpires(day);

        assertThat(mistakes())
                .extracting(ApiKeyForm::words)
                .containsExactly("Choose a day from today on, within 400 days.");
    }

    @Test
    void everyMistakeIsNamed() {
        form.setName("two words");
        form.setScopes(List.of());
        form.setBranches("a/b");

        assertThat(mistakes()).extracting(Problem.FieldError::field).containsExactly("name", "scopes", "branches");
        assertThat(mistakes()).extracting(ApiKeyForm::words).allMatch(words -> words.matches("[A-Z1].*\\."));
    }

    @SuppressWarnings("unchecked")
    private List<Problem.FieldError> mistakes() {
        ProblemException refused = catchThrowableOfType(ProblemException.class, form::request);
        return (List<Problem.FieldError>) refused.problem().members().get("errors");
    }
}
