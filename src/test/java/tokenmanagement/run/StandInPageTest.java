package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.run.StandInClient.CALLBACK;
import static tokenmanagement.run.StandInClient.VERIFIER;
import static tokenmanagement.run.StandInClient.authorizationRequest;
import static tokenmanagement.run.StandInClient.codeOf;
import static tokenmanagement.run.StandInClient.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInPageTest {
    private StandInGoogle google;
    private StandInClient client;

    @BeforeEach
    void start() throws IOException {
        google = StandInGoogle.start(0);
        client = new StandInClient(google);
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void callbackCarriesStateIssuerAndGrantedScope() throws Exception {
        HttpUrl callback = client.allow("ada@example.com");

        assertThat(callback.toString()).startsWith(CALLBACK + "?");
        assertThat(callback.queryParameter("state")).isEqualTo("s ä=1");
        assertThat(callback.queryParameter("iss")).isEqualTo(google.issuer().toString());
        assertThat(callback.queryParameter("scope")).isEqualTo("business openid email");
    }

    @Test
    void lessCanBeGrantedThanWasAskedFor() throws Exception {
        HttpUrl callback =
                client.allow(authorizationRequest(), Map.of("email", "ada@example.com", "scope", "openid email"));

        assertThat(client.exchange(codeOf(callback), VERIFIER).path("scope").asText())
                .isEqualTo("openid email");
    }

    @Test
    void pageIsPrefilledAndEscapesWhatItShows() throws Exception {
        Map<String, String> request = authorizationRequest();
        request.put("login_hint", "\"><script>@example.com");

        HttpResponse<String> page = client.get(URI.create(google.authorizationEndpoint() + "?" + form(request)));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("value=\"&quot;&gt;&lt;script&gt;@example.com\"", "This is not Google")
                .contains("error=access_denied&amp;state=")
                .doesNotContain("<script", "{{");
    }

    @Test
    void brokenRequestIsRefusedOnAPage() throws Exception {
        Map<String, String> request = authorizationRequest();
        request.put("redirect_uri", "javascript:alert(1)");

        HttpResponse<String> page = client.get(URI.create(google.authorizationEndpoint() + "?" + form(request)));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("redirect_uri must be").doesNotContain("javascript:");
    }

    @Test
    void noRefreshTokenWithoutOfflineAccess() throws Exception {
        Map<String, String> request = authorizationRequest();
        request.remove("access_type");

        JsonNode tokens = client.exchange(codeOf(client.allow(request, Map.of("email", "ada@example.com"))), VERIFIER);

        assertThat(tokens.has("access_token")).isTrue();
        assertThat(tokens.has("refresh_token")).isFalse();
    }
}
