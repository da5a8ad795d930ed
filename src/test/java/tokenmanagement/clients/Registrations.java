package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Settings;
import tokenmanagement.support.TestSettings;

/** Bodies of route 1 and how they are taken. */
final class Registrations {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Registrations() {}

    /** All that is required, and nothing wrong. */
    static ObjectNode complete() {
        return MAPPER.createObjectNode()
                .put("client_id", "1234-abc.apps.googleusercontent.com")
                .put("client_secret", "GOCSPX-secret")
                .put("redirect_uri", "https://tokens.example.com/token-management/auth/callback")
                .put("branch_id", "branch-17")
                .put("workspace_email", "owner@example.com")
                .put("workspace_name", "Caf\u00e9 Mitte");
    }

    static ObjectNode with(String field, String value) {
        return complete().put(field, value);
    }

    /** @param json the value as it stands in the body */
    static ObjectNode withJson(String field, String json) {
        try {
            JsonNode value = MAPPER.readTree(json);
            return complete().set(field, value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ClientRegistration taken(ObjectNode body) {
        return ClientRegistration.of(body, TestSettings.of());
    }

    static ClientRegistration taken(ObjectNode body, Map<String, String> environment) {
        return ClientRegistration.of(body, TestSettings.of(environment));
    }

    /** The names of the wrong fields, in the order in which the answer has them. */
    static List<String> wrongFields(ObjectNode body) {
        return wrongFields(body, TestSettings.of());
    }

    static List<String> wrongFields(ObjectNode body, Settings settings) {
        return errors(body, settings).stream().map(Problem.FieldError::field).toList();
    }

    static List<Problem.FieldError> errors(ObjectNode body, Settings settings) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> ClientRegistration.of(body, settings));
        assertThat(refused).as("refusal of %s", body).isNotNull();
        assertThat(refused.problem().status()).isEqualTo(422);
        assertThat(refused.problem().code()).isEqualTo("invalid-field");
        return ((List<?>) refused.problem().members().get("errors"))
                .stream().map(Problem.FieldError.class::cast).toList();
    }
}
