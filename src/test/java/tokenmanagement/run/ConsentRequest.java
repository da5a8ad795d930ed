package tokenmanagement.run;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * An authorization request as Google reads it (RFC 6749 §4.1.1, RFC 7636 §4.3).
 *
 * @param pkce whether a code challenge came, so that a verifier must follow
 * @param offline whether a refresh token is asked for: {@code access_type=offline} and {@code prompt=consent}
 */
record ConsentRequest(
        String clientId,
        URI redirectUri,
        String scope,
        Optional<String> state,
        Optional<String> loginHint,
        boolean pkce,
        boolean offline) {

    /** @throws IllegalArgumentException that says which parameter is wrong */
    static ConsentRequest of(HttpUrl url) {
        require(required(url, "response_type").equals("code"), "response_type must be code");
        String scope = required(url, "scope");
        require(List.of(scope.split(" ")).contains("openid"), "scope must contain openid");
        boolean pkce = single(url, "code_challenge").isPresent();
        require(
                !pkce || single(url, "code_challenge_method").equals(Optional.of("S256")),
                "code_challenge_method must be S256");
        return new ConsentRequest(
                required(url, "client_id"),
                redirectUri(required(url, "redirect_uri")),
                scope,
                single(url, "state"),
                single(url, "login_hint"),
                pkce,
                single(url, "access_type").equals(Optional.of("offline"))
                        && single(url, "prompt").equals(Optional.of("consent")));
    }

    /** RFC 6749 §4.1.3, RFC 7636 §4.5: same client, same address, and a verifier where there was a challenge. */
    boolean isFinishedBy(Map<String, String> tokenRequest) {
        return clientId.equals(tokenRequest.get("client_id"))
                && redirectUri.toString().equals(tokenRequest.get("redirect_uri"))
                && (!pkce || tokenRequest.containsKey("code_verifier"));
    }

    /** RFC 6749 §4.1.2.1, with the issuer of RFC 9207. */
    String refusal(String issuer) {
        return withIssuer(
                redirectUri + separator() + "error=access_denied"
                        + state.map(value -> "&state=" + encode(value)).orElse(""),
                issuer);
    }

    static String withIssuer(String location, String issuer) {
        return location + "&iss=" + encode(issuer);
    }

    private String separator() {
        return redirectUri.getRawQuery() == null ? "?" : "&";
    }

    private static URI redirectUri(String text) {
        URI uri = URI.create(text);
        require(
                uri.getScheme() != null && Set.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null,
                "redirect_uri must be an http or https address");
        return uri;
    }

    private static String required(HttpUrl url, String name) {
        return single(url, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    private static Optional<String> single(HttpUrl url, String name) {
        List<String> values = url.queryParameterValues(name);
        require(values.size() < 2, name + " comes twice");
        return values.isEmpty() ? Optional.empty() : Optional.ofNullable(values.get(0));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
