package tokenmanagement.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.CleanOutcome.CANARY;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.CleanOutcome;
import tokenmanagement.support.NastyInput;

/** Whatever stands in the query of a callback or of a link (faults 26 to 31). */
class CallbackFuzzTest {
    private final OAuthResourceFixture given = new OAuthResourceFixture("https://tokens.example.com");

    @MethodSource("queries")
    @FuzzTest
    void aCallbackIsReadOrRefused(byte[] query) {
        given.completed = new CallbackResult.InvalidState();
        MultivaluedMap<String, String> parameters = parameters(text(query));

        CleanOutcome.of(() -> given.callbackWith(parameters)).ifPresent(answer -> {
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(answer.getHeaders().toString()).doesNotContain(CANARY);
            assertThat(answer.getCookies().values()).allSatisfy(cookie -> assertThat(cookie)
                    .returns("", NewCookie::getValue)
                    .satisfies(spent -> assertThat(spent.getName()).matches("__Secure-tm_flow_[\\w-]{16}")));
        });
    }

    @MethodSource("queries")
    @FuzzTest
    void aLinkIsReadOrRefused(byte[] query) {
        given.begun = new BeginResult.LinkRefused();
        MultivaluedMap<String, String> parameters = parameters(text(query));

        CleanOutcome.of(() -> given.loginWith(text(query), parameters))
                .ifPresent(answer -> assertThat(answer.getStatus()).isIn(403, 404));
    }

    static Stream<byte[]> queries() {
        Stream<String> values = NastyInput.texts()
                .flatMap(text -> Stream.of(text, "code=" + text + "&state=" + text, "error=" + text, "link=" + text));
        Stream<String> mutants = NastyInput.mutantsOf(
                "code=4/0AbCd&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&iss=https://accounts.google.com"
                        + "&scope=openid email&authuser=0&prompt=consent",
                "error=access_denied&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&error_description=no",
                "link=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        return Stream.concat(values, mutants).map(text -> text.getBytes(UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** As a server hands them over: decoded. Every value begins with what must not come out again. */
    private static MultivaluedMap<String, String> parameters(String query) {
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.add(parts[0], parts.length == 1 ? "" : CANARY + parts[1]);
        }
        return parameters;
    }
}
