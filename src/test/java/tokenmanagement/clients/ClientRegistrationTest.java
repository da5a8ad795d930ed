package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.clients.Registrations.complete;
import static tokenmanagement.clients.Registrations.errors;
import static tokenmanagement.clients.Registrations.taken;
import static tokenmanagement.clients.Registrations.with;
import static tokenmanagement.clients.Registrations.withJson;
import static tokenmanagement.clients.Registrations.wrongFields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.TestSettings;

class ClientRegistrationTest {
    private static final Map<String, String> DEFAULT_CLIENT =
            Map.of("GOOGLE_CLIENT_ID", "default-id", "GOOGLE_CLIENT_SECRET", "default-secret");

    @Test
    void aCompleteRegistrationIsTakenAsItIs() {
        ClientRegistration registration = taken(complete());

        assertThat(registration.googleClientId()).isEqualTo("1234-abc.apps.googleusercontent.com");
        assertThat(registration.clientSecret()).isEqualTo(Secret.of("GOCSPX-secret"));
        assertThat(registration.redirectUri()).isEqualTo("https://tokens.example.com/token-management/auth/callback");
        assertThat(registration.branchId()).isEqualTo("branch-17");
        assertThat(registration.workspaceEmail()).isEqualTo("owner@example.com");
        assertThat(registration.workspaceName()).isEqualTo("Caf\u00e9 Mitte");
    }

    @Test
    void scopesDefaultToTheReviews() {
        assertThat(taken(complete()).scopes()).containsExactly("https://www.googleapis.com/auth/business.manage");
        assertThat(taken(withJson("scopes", "null")).scopes())
                .containsExactly("https://www.googleapis.com/auth/business.manage");
    }

    @Test
    void aRepeatedScopeCountsOnce() {
        assertThat(taken(withJson("scopes", "[\"b\",\"a\",\"b\"]")).scopes()).containsExactly("b", "a");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        ObjectNode body = complete()
                .put("client_id", "a b")
                .put("redirect_uri", "http://example.com")
                .put("colour", "red");
        body.remove(List.of("branch_id", "workspace_email"));

        assertThat(wrongFields(body))
                .containsExactlyInAnyOrder("client_id", "redirect_uri", "branch_id", "workspace_email", "colour");
    }

    @Test
    void anEmptyBodyLacksEverythingThatIsRequired() {
        assertThat(wrongFields(complete().removeAll()))
                .containsExactlyInAnyOrder(
                        "client_id", "client_secret", "redirect_uri", "branch_id", "workspace_email", "workspace_name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client_id", "client_secret", "redirect_uri", "branch_id", "workspace_email", "workspace_name"})
    void aRequiredFieldIsNeitherMissingNorNullNorEmpty(String field) {
        assertThat(wrongFields(complete().without(List.of(field)))).containsExactly(field);
        assertThat(wrongFields(withJson(field, "null"))).containsExactly(field);
        assertThat(wrongFields(with(field, ""))).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client_id", "client_secret", "redirect_uri", "branch_id", "workspace_email", "workspace_name"})
    void aTextIsNoOtherType(String field) {
        for (String value : List.of("1", "true", "[]", "{}", "[\"x\"]", "{\"x\":\"y\"}")) {
            assertThat(wrongFields(withJson(field, value))).as(value).containsExactly(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"a\"",
                "\"a b\"",
                "[1]",
                "[null]",
                "[\"\"]",
                "[\"a b\"]",
                "[\"a\\nb\"]",
                "[\"a\",\"b\\u0000\"]",
                "[\"quote\\\"\"]",
                "[\"back\\\\slash\"]",
                "[\"\u00e4\"]",
                "{}",
                "7"
            })
    void scopesAreAnArrayOfScopes(String value) {
        assertThat(wrongFields(withJson("scopes", value))).containsExactly("scopes");
    }

    @Test
    void scopesAreNotEndless() {
        String many = "[\"s"
                + String.join("\",\"s", List.of("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21".split(" ")))
                + "\"]";

        assertThat(wrongFields(withJson("scopes", many))).containsExactly("scopes");
        assertThat(wrongFields(withJson("scopes", "[\"" + "s".repeat(10_000) + "\"]")))
                .containsExactly("scopes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "client_Id", "Client_id", "is_active", "version", "access_token", "__proto__", ""})
    void anUnknownFieldIsWrong(String field) {
        assertThat(wrongFields(with(field, "x"))).containsExactly(field);
    }

    @Test
    void theDefaultClientServesRegistrationsThatNameNone() {
        ObjectNode body = complete().without(List.of("client_id", "client_secret"));

        ClientRegistration registration = taken(body, DEFAULT_CLIENT);

        assertThat(registration.googleClientId()).isEqualTo("default-id");
        assertThat(registration.clientSecret()).isEqualTo(Secret.of("default-secret"));
    }

    @ParameterizedTest
    @CsvSource({"client_id, client_secret", "client_secret, client_id"})
    void halfAClientIsNotFilledUpFromTheDefault(String given, String missing) {
        ObjectNode body = complete().without(List.of(missing));

        assertThat(body.has(given)).isTrue();
        assertThat(wrongFields(body, TestSettings.of(DEFAULT_CLIENT))).containsExactly(missing);
    }

    @Test
    void aNamedClientIsPreferredToTheDefault() {
        assertThat(taken(complete(), DEFAULT_CLIENT).clientSecret()).isEqualTo(Secret.of("GOCSPX-secret"));
    }

    @Test
    void noValueIsRepeatedInTheAnswer() {
        ObjectNode body = complete().removeAll();
        List.of(
                        "client_id",
                        "client_secret",
                        "redirect_uri",
                        "branch_id",
                        "workspace_email",
                        "workspace_name",
                        "scopes")
                .forEach(field -> body.put(field, "canary\n"));

        assertThat(errors(body, TestSettings.of()).toString()).doesNotContain("canary");
    }

    @Test
    void theSecretIsHiddenWhenPrinted() {
        assertThat(taken(complete()).toString()).doesNotContain("GOCSPX-secret");
    }
}
