package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseHeadersFilterTest {
    private final Map<String, String> headers = new HashMap<>();

    private void answerFor(String publicUrl) throws Exception {
        ResponseHeadersFilter filter = new ResponseHeadersFilter();
        filter.settings = SettingsTest.read("TOKEN_MANAGEMENT_PUBLIC_URL", publicUrl);
        HttpServletResponse response = Stub.of(HttpServletResponse.class)
                .answer("setHeader", header -> headers.put((String) header[0], (String) header[1]))
                .make();
        FilterChain chain = Stub.of(FilterChain.class)
                .answer(
                        "doFilter",
                        nothing ->
                                headers.put("passed on with", headers.keySet().toString()))
                .make();
        filter.doFilter(Stub.of(HttpServletRequest.class).make(), response, chain);
    }

    @Test
    void everyAnswerSaysHowItMayBeKeptAndShown() throws Exception {
        answerFor("http://localhost:8084");

        assertThat(headers)
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .doesNotContainKey("Strict-Transport-Security");
        assertThat(headers.get("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void theHeadersStandBeforeAnythingIsWritten() throws Exception {
        answerFor("http://localhost:8084");

        assertThat(headers.get("passed on with")).contains("Cache-Control", "X-Content-Type-Options");
    }

    @Test
    void browsersAreHeldToTlsWhereThereIsTls() throws Exception {
        answerFor("https://tokens.example.com");

        assertThat(headers.get("Strict-Transport-Security")).startsWith("max-age=");
    }
}
