package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Uris;

class CallbackTest {
    private static Callback callback(String... query) {
        return Callback.of(Uris.query(query));
    }

    private static ProblemException refusal(String... query) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> callback(query));
        assertThat(refused).isNotNull();
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().code()).isEqualTo("invalid-request");
        assertThat(refused.problem().detail()).doesNotContain("canary");
        return refused;
    }

    @Test
    void aCodeComesWithItsState() {
        Callback callback = callback("code", "4/0Ab-code", "state", "the state");

        assertThat(callback.code()).contains(Secret.of("4/0Ab-code"));
        assertThat(callback.state()).contains(Secret.of("the state"));
        assertThat(callback.error()).isEmpty();
        assertThat(callback.issuer()).isEmpty();
    }

    @Test
    void anErrorComesInPlaceOfACode() {
        Callback callback = callback("error", "access_denied", "state", "s", "iss", "https://accounts.google.com");

        assertThat(callback.error()).contains("access_denied");
        assertThat(callback.code()).isEmpty();
        assertThat(callback.issuer()).contains("https://accounts.google.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope",
                "authuser",
                "prompt",
                "hd",
                "foo",
                "return",
                "access_token",
                "error_description",
                "error_uri"
            })
    void unknownParametersAreIgnored(String name) {
        Callback plain = callback("code", "c", "state", "s");

        assertThat(callback("code", "c", "state", "s", name, "https://evil.example"))
                .isEqualTo(plain);
        assertThat(callback("code", "c", "state", "s", name, "x".repeat(100_000)))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "state", "iss"})
    void aDoubledParameterIsRefusedEvenWithEqualValues(String name) {
        refusal("code", "canary", "state", "canary", "iss", "canary", name, "canary");
    }

    @Test
    void aDoubledErrorIsRefused() {
        refusal("state", "canary", "error", "canary", "error", "canary");
    }

    @Test
    void anEmptyTwinIsATwin() {
        refusal("state", "canary", "code", "canary", "code", "");
    }

    @Test
    void codeAndErrorTogetherAreRefused() {
        refusal("code", "canary", "error", "access_denied", "state", "canary");
    }

    @ParameterizedTest
    @CsvSource({"state, canary", "code, ''", "error, ''", "iss, https://accounts.google.com", "foo, canary"})
    void neitherCodeNorErrorIsRefused(String name, String value) {
        refusal(name, value);
    }

    @Test
    void noParametersAtAllAreRefused() {
        refusal();
    }

    @Test
    void codeAndStateAreHiddenWhenPrinted() {
        assertThat(callback("code", "canary", "state", "canary").toString()).doesNotContain("canary");
    }
}
