package tokenmanagement.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/** A client of the stand-in with a person in front of it. */
final class StandInClient {
    static final String VERIFIER = "v".repeat(43);
    static final String CALLBACK = "http://localhost:8084/token-management/auth/callback";

    private final HttpClient http = HttpClient.newHttpClient();
    private final StandInGoogle google;

    StandInClient(StandInGoogle google) {
        this.google = google;
    }

    static Map<String, String> authorizationRequest() throws Exception {
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

    HttpUrl allow(String email) throws Exception {
        return allow(authorizationRequest(), Map.of("email", email));
    }

    HttpUrl allow(Map<String, String> request, Map<String, String> form) throws Exception {
        HttpResponse<String> answer = post(URI.create(google.authorizationEndpoint() + "?" + form(request)), form);
        return HttpUrl.get(answer.headers().firstValue("Location").orElseThrow());
    }

    static String codeOf(HttpUrl callback) {
        return callback.queryParameter("code");
    }

    JsonNode exchange(String code, String verifier) throws Exception {
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

    JsonNode refresh(String refreshToken) throws Exception {
        Map<String, String> form = Map.of(
                "grant_type", "refresh_token",
                "refresh_token", refreshToken,
                "client_id", "123-abc.example",
                "client_secret", "s");
        return new ObjectMapper().readTree(post(google.tokenEndpoint(), form).body());
    }

    HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(URI uri, Map<String, String> form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
