package tokenmanagement.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.CleanOutcome.CANARY;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.platform.Bodies;
import tokenmanagement.platform.Settings;
import tokenmanagement.support.CleanOutcome;
import tokenmanagement.support.NastyInput;
import tokenmanagement.support.TestSettings;

/** Whatever stands in the body of a registration (faults 12 to 16). */
class RegistrationFuzzTest {
    private static final Settings SETTINGS = TestSettings.of();
    private static final List<String> FIELDS =
            List.of("client_id", "client_secret", "redirect_uri", "branch_id", "workspace_email", "workspace_name");

    @MethodSource("bodies")
    @FuzzTest
    void aBodyIsTakenOrRefused(byte[] body) {
        CleanOutcome.of(() -> ClientRegistration.of(Bodies.read(body), SETTINGS))
                .ifPresent(RegistrationFuzzTest::assertClean);
    }

    @MethodSource("values")
    @FuzzTest
    void aValueInAnyFieldIsTakenOrRefused(byte[] value) {
        String text = new String(value, UTF_8);
        for (String field : FIELDS) {
            ObjectNode body = Registrations.with(field, text);
            CleanOutcome.of(() -> ClientRegistration.of(body, SETTINGS)).ifPresent(RegistrationFuzzTest::assertClean);
        }
        ObjectNode withScope = Registrations.complete();
        withScope.putArray("scopes").add(text);
        CleanOutcome.of(() -> ClientRegistration.of(withScope, SETTINGS)).ifPresent(RegistrationFuzzTest::assertClean);
    }

    /** Each field holds what its rule forbids, so the answer has every occasion to quote it. */
    @MethodSource("values")
    @FuzzTest
    void noValueIsQuoted(byte[] value) {
        String text = CANARY + "\u0000 " + new String(value, UTF_8);
        ObjectNode body = Registrations.complete();
        FIELDS.forEach(field -> body.put(field, text));
        ArrayNode scopes = body.putArray("scopes");
        scopes.add(text);

        assertThat(CleanOutcome.of(() -> ClientRegistration.of(body, SETTINGS))).isEmpty();
        assertThat(CleanOutcome.of(() -> ClientRegistration.of(Bodies.read(body.toString() + text), SETTINGS)))
                .isEmpty();
    }

    static Stream<byte[]> bodies() {
        String good = Registrations.complete().toString();
        return Stream.concat(
                NastyInput.json(), NastyInput.bytesLike(good, good.replace("}", ",\"scopes\":[\"openid\"]}")));
    }

    static Stream<byte[]> values() {
        return Stream.concat(
                        NastyInput.texts(),
                        NastyInput.mutantsOf("https://tokens.example.com/callback", "owner@example.com", "branch-17"))
                .map(text -> text.getBytes(UTF_8));
    }

    private static void assertClean(ClientRegistration taken) {
        Stream.of(taken.googleClientId(), taken.clientSecret().reveal(), taken.redirectUri())
                .forEach(text -> assertThat(text).matches("[\\x21-\\x7e]{1,2000}"));
        assertThat(taken.branchId()).matches("[^\\p{Cntrl}/\\\\?#%;]{1,200}");
        assertThat(taken.workspaceEmail()).matches("[^\\p{Cntrl} @]+@[^\\p{Cntrl} @]+");
        assertThat(taken.workspaceName()).matches("[^\\p{Cntrl}]{1,200}").isNotBlank();
        assertThat(taken.scopes()).isNotEmpty().doesNotHaveDuplicates().allMatch(scope -> scope.matches("[!-~]+"));
    }
}
