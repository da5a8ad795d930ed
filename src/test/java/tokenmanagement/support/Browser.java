package tokenmanagement.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A person's browser as far as the protocol goes: keeps cookies, follows a redirect only when it is told to. */
public final class Browser {
    public static final String PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";
    public static final String PROGRAM = "application/json";

    private final TokenApi api;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Patience.FOR_AN_ANSWER)
            .cookieHandler(cookies)
            .build();

    Browser(TokenApi api) {
        this.api = api;
    }

    public CookieManager cookies() {
        return cookies;
    }

    public Answer open(URI address) {
        return open(address, PAGE);
    }

    public Answer open(URI address, String accept) {
        return TokenApi.send(http, request(address).header("Accept", accept));
    }

    public Answer submit(URI address, Map<String, String> form) {
        return TokenApi.send(
                http,
                request(address)
                        .header("Accept", PAGE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form))));
    }

    public static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Route 2. Returns the authorization page it sends people to. */
    public URI start(Branch branch) {
        Answer answer = open(api.loginAddress(branch.clientId()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        return answer.location();
    }

    /** Signs in to the stand-in and grants what was asked for. Returns the callback with code and state. */
    public URI consent(URI authorizationPage, String email) {
        return submitted(authorizationPage, Map.of("email", email));
    }

    /** Grants another scope than was asked for. */
    public URI consent(URI authorizationPage, String email, String scope) {
        return submitted(authorizationPage, Map.of("email", email, "scope", scope));
    }

    private URI submitted(URI authorizationPage, Map<String, String> form) {
        Answer answer = submit(authorizationPage, form);
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        return answer.location();
    }

    /** The whole consent by the account that the registration names; the answer of route 3 for a program. */
    public Answer connect(Branch branch) {
        return connect(branch, branch.email());
    }

    public Answer connect(Branch branch, String email) {
        return open(consent(start(branch), email), PROGRAM);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Patience.FOR_AN_ANSWER);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
