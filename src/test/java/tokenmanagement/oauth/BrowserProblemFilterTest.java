package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.Stub;
import tokenmanagement.platform.Uris;

class BrowserProblemFilterTest {
    private static final Problem PROBLEM = Problem.of(400, "invalid-state", "Start again from the link.");
    private static final String BROWSER = "text/html,*/*;q=0.8";

    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    private Object type;

    private Object filtered(String path, String accept, Object entity) {
        MultivaluedMap<String, String> asked = new MultivaluedHashMap<>();
        asked.add("Accept", accept);
        ContainerRequestContext request = Stub.of(ContainerRequestContext.class)
                .answer("getUriInfo", nothing -> Uris.of(path))
                .answer("getHeaders", nothing -> asked)
                .make();
        AtomicReference<Object> answer = new AtomicReference<>(entity);
        ContainerResponseContext response = Stub.of(ContainerResponseContext.class)
                .answer("getEntity", nothing -> answer.get())
                .answer("getHeaders", nothing -> headers)
                .answer("setEntity", set -> {
                    type = set[2];
                    answer.set(set[0]);
                    return null;
                })
                .make();
        new BrowserProblemFilter().filter(request, response);
        return answer.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth/login/1", "/oauth/login/1", "auth/callback", "/auth/callback", "auth/result"})
    void aPersonReadsTheProblemAsAPage(String path) {
        assertThat((String) filtered(path, BROWSER, PROBLEM))
                .contains("Start again from the link.", "400 invalid-state");
        assertThat(type).hasToString("text/html;charset=UTF-8");
        assertThat(headers.getFirst("Content-Security-Policy")).asString().contains("default-src 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        "oauth/login/1, application/json",
        "auth/callback, */*",
        "auth/callback, ''",
        "tokens/17, text/html",
        "clients, text/html"
    })
    void aProgramReadsItAsItIs(String path, String accept) {
        assertThat(filtered(path, accept, PROBLEM)).isSameAs(PROBLEM);
        assertThat(headers).isEmpty();
    }

    @Test
    void whatIsNoProblemStaysAsItIs() {
        assertThat(filtered("auth/result", BROWSER, "<html>")).isEqualTo("<html>");
    }
}
