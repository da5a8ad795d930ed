package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {
    private static RequestFields fields(String json) throws Exception {
        return new RequestFields((ObjectNode) StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Problem.FieldError> errors(RequestFields fields) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, fields::check);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().status()).isEqualTo(422);
        assertThat(refused.problem().code()).isEqualTo("invalid-field");
        return ((List<?>) refused.problem().members().get("errors"))
                .stream().map(Problem.FieldError.class::cast).toList();
    }

    @Test
    void goodFieldsAreTaken() throws Exception {
        RequestFields fields = fields("{\"name\":\"x\",\"id\":7,\"scopes\":[\"a\",\"b\"],\"none\":null}");

        assertThat(fields.requiredText("name", text -> true, "a name")).isEqualTo("x");
        assertThat(fields.requiredId("id")).isEqualTo(7);
        assertThat(fields.texts("scopes", 2, text -> true, "scopes")).contains(List.of("a", "b"));
        assertThat(fields.text("none", text -> true, "nothing")).isEmpty();
        assertThatCode(fields::check).doesNotThrowAnyException();
    }

    @Test
    void everyMistakeIsNamedAtOnce() throws Exception {
        RequestFields fields = fields("{\"a\":1,\"b\":\"\",\"e\":0,\"f\":true}");

        fields.text("a", text -> true, "a text");
        fields.requiredText("b", text -> !text.isEmpty(), "not empty");
        fields.requiredText("c", text -> true, "anything");
        fields.texts("d", 1, text -> true, "one scope");
        fields.requiredId("e");

        Map<String, String> byField = errors(fields).stream()
                .collect(Collectors.toMap(Problem.FieldError::field, Problem.FieldError::detail));
        assertThat(byField).containsOnlyKeys("a", "b", "c", "e", "f");
        assertThat(byField.get("b")).isEqualTo("not empty");
        assertThat(byField.get("c")).contains("required", "anything");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "[\"x\"]", "1.5"})
    void aTextIsNothingButAString(String value) throws Exception {
        RequestFields fields = fields("{\"name\":" + value + "}");

        assertThat(fields.text("name", text -> true, "a text")).isEmpty();
        assertThat(errors(fields)).containsExactly(new Problem.FieldError("name", "a text"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"a\"",
                "{\"0\":\"a\"}",
                "[1]",
                "[\"a\",null]",
                "[\"a\",[\"b\"]]",
                "[\"a\",\"bad\"]",
                "[\"a\",\"b\",\"c\"]",
                "7"
            })
    void textsAreAnArrayOfGoodStrings(String value) throws Exception {
        RequestFields fields = fields("{\"scopes\":" + value + "}");

        assertThat(fields.texts("scopes", 2, text -> !text.equals("bad"), "1 to 2"))
                .isEmpty();
        assertThat(errors(fields)).containsExactly(new Problem.FieldError("scopes", "1 to 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":null}",
                "{\"id\":0}",
                "{\"id\":-1}",
                "{\"id\":\"1\"}",
                "{\"id\":1.5}",
                "{\"id\":[1]}",
                "{\"id\":true}",
                "{\"id\":9223372036854775808}",
                "{\"id\":1e400}",
                "{\"id\":{}}"
            })
    void anIdIsAWholeNumberFromOne(String json) throws Exception {
        RequestFields fields = fields(json);

        fields.requiredId("id");

        assertThat(errors(fields)).extracting(Problem.FieldError::field).containsExactly("id");
    }

    @Test
    void theLargestIdIsTaken() throws Exception {
        assertThat(fields("{\"id\":9223372036854775807}").requiredId("id")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anUnknownFieldIsNamedInPrintableCharactersOnly() throws Exception {
        String name = "\\u0000\\n\u202e<b>" + "x".repeat(1000);

        List<Problem.FieldError> errors = errors(fields("{\"" + name + "\":1}"));

        assertThat(errors).singleElement().satisfies(error -> assertThat(error.field())
                .startsWith("???<b>")
                .hasSizeLessThanOrEqualTo(65)
                .doesNotContain("\n", "\u202e"));
    }

    @Test
    void noValueIsRepeatedInTheAnswer() throws Exception {
        RequestFields fields = fields("{\"secret\":[\"canary\"],\"other\":\"canary\"}");

        fields.text("secret", text -> true, "a text");

        assertThat(errors(fields).toString()).doesNotContain("canary");
    }
}
