package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInGoogleTest {
    private static final String VERIFIER = "v".repeat(43);
    private static final String CALLBACK = "http://localhost:8084/token-management/auth/callback";

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private StandInGoogle google;

    @BeforeEach
    void start() throws IOException {
        google = new StandInGoogle(
                0, Duration.ofMinutes(50), StandInGrants.keptIn(directory.resolve("stand-in-grants.json")));
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void idTokenCarriesTheTypedEmailAndTheNonceUnderAPublishedKey() throws Exception {
        JsonNode tokens = exchange(codeOf(allow("Ada@example.com")), VERIFIER);

        SignedJWT idToken = SignedJWT.parse(tokens.path("id_token").asText());
        JWKSet keys = JWKSet.parse(get(google.jwksUri()).body());
        var key = keys.getKeyByKeyId(idToken.getHeader().getKeyID()).toRSAKey();
        assertThat(idToken.verify(new RSASSAVerifier(key))).isTrue();
        var claims = idToken.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(google.issuer().toString());
        assertThat(claims.getAudience()).containsExactly("123-abc.example");
        assertThat(claims.getStringClaim("email")).isEqualTo("Ada@example.com");
        assertThat(claims.getBooleanClaim("email_verified")).isTrue();
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(claims.getSubject())
                .matches("\\d{10,30}")
                .isEqualTo(new StandInGrants.Grant("ada@example.com", "", "").subject());
    }

    @Test
    void answerNamesScopeLifeAndRefreshToken() throws Exception {
        JsonNode tokens = exchange(codeOf(allow("ada@example.com")), VERIFIER);

        assertThat(tokens.path("scope").asText()).isEqualTo("business openid email");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(3000);
        assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(tokens.path("refresh_token").asText()).isNotBlank();
    }

    @Test
    void callbackCarriesStateIssuerAndGrantedScope() throws Exception {
        HttpUrl callback = allow("ada@example.com");

        assertThat(callback.toString()).startsWith(CALLBACK + "?");
        assertThat(callback.queryParameter("state")).isEqualTo("s ä=1");
        assertThat(callback.queryParameter("iss")).isEqualTo(google.issuer().toString());
        assertThat(callback.queryParameter("scope")).isEqualTo("business openid email");
    }

    @Test
    void refreshTokenWorksAfterARestart() throws Exception {
        JsonNode before = exchange(codeOf(allow("ada@example.com")), VERIFIER);
        google.close();
        start();

        JsonNode after = refresh(before.path("refresh_token").asText());

        assertThat(after.path("access_token").asText())
                .isNotBlank()
                .isNotEqualTo(before.path("access_token").asText());
        assertThat(after.path("scope").asText()).isEqualTo("business openid email");
        assertThat(after.path("expires_in").asInt()).isEqualTo(3000);
        assertThat(after.has("refresh_token")).isFalse();
    }

    @Test
    void revokedRefreshTokenStaysDeadAfterARestart() throws Exception {
        String refreshToken = exchange(codeOf(allow("ada@example.com")), VERIFIER)
                .path("refresh_token")
                .asText();

        HttpResponse<String> revoked = post(google.revocationEndpoint(), Map.of("token", refreshToken));
        google.close();
        start();

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(refresh(refreshToken).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(post(google.revocationEndpoint(), Map.of("token", refreshToken))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void accessTokenRevokesItsGrant() throws Exception {
        JsonNode tokens = exchange(codeOf(allow("ada@example.com")), VERIFIER);

        post(
                google.revocationEndpoint(),
                Map.of("token", tokens.path("access_token").asText()));

        assertThat(refresh(tokens.path("refresh_token").asText()).path("error").asText())
                .isEqualTo("invalid_grant");
    }

    @Test
    void codeWorksOnce() throws Exception {
        String code = codeOf(allow("ada@example.com"));
        exchange(code, VERIFIER);

        assertThat(exchange(code, VERIFIER).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void codeNeedsTheVerifierOfItsChallenge() throws Exception {
        String first = codeOf(allow("ada@example.com"));
        String second = codeOf(allow("ada@example.com"));

        assertThat(exchange(first, "w".repeat(43)).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(exchange(second, null).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void noRefreshTokenWithoutOfflineAccess() throws Exception {
        Map<String, String> request = authorizationRequest();
        request.remove("access_type");

        JsonNode tokens = exchange(codeOf(allow(request, Map.of("email", "ada@example.com"))), VERIFIER);

        assertThat(tokens.has("access_token")).isTrue();
        assertThat(tokens.has("refresh_token")).isFalse();
    }

    @Test
    void lessCanBeGrantedThanWasAskedFor() throws Exception {
        HttpUrl callback = allow(authorizationRequest(), Map.of("email", "ada@example.com", "scope", "openid email"));

        assertThat(exchange(codeOf(callback), VERIFIER).path("scope").asText()).isEqualTo("openid email");
    }

    @Test
    void pageIsPrefilledAndEscapesWhatItShows() throws Exception {
        Map<String, String> request = authorizationRequest();
        request.put("login_hint", "\"><script>@example.com");

        HttpResponse<String> page = get(URI.create(google.authorizationEndpoint() + "?" + form(request)));

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

        HttpResponse<String> page = get(URI.create(google.authorizationEndpoint() + "?" + form(request)));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("redirect_uri must be").doesNotContain("javascript:");
    }

    private static Map<String, String> authorizationRequest() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "123-abc.example");
        request.put("redirect_uri", CALLBACK);
        request.put("scope", "business openid email");
        request.put("access_type", "offline");
        request.put("prompt", "consent");
        request.put("state", "s ä=1");
        request.put("nonce", "n-1");
        request.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        request.put("code_challenge_method", "S256");
        return request;
    }

    private HttpUrl allow(String email) throws Exception {
        return allow(authorizationRequest(), Map.of("email", email));
    }

    private HttpUrl allow(Map<String, String> request, Map<String, String> form) throws Exception {
        HttpResponse<String> answer = post(URI.create(google.authorizationEndpoint() + "?" + form(request)), form);
        return HttpUrl.get(answer.headers().firstValue("Location").orElseThrow());
    }

    private static String codeOf(HttpUrl callback) {
        return callback.queryParameter("code");
    }

    private JsonNode exchange(String code, String verifier) throws Exception {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", CALLBACK,
                "client_id", "123-abc.example",
                "client_secret", "s"));
        if (verifier != null) {
            form.put("code_verifier", verifier);
        }
        return new ObjectMapper().readTree(post(google.tokenEndpoint(), form).body());
    }

    private JsonNode refresh(String refreshToken) throws Exception {
        Map<String, String> form = Map.of(
                "grant_type", "refresh_token",
                "refresh_token", refreshToken,
                "client_id", "123-abc.example",
                "client_secret", "s");
        return new ObjectMapper().readTree(post(google.tokenEndpoint(), form).body());
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI uri, Map<String, String> form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
