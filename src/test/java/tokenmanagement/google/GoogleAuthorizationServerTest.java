package tokenmanagement.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.CLIENT;
import static tokenmanagement.google.GoogleFixture.CODE;
import static tokenmanagement.google.GoogleFixture.REFRESH_TOKEN;
import static tokenmanagement.google.GoogleFixture.VERIFIER;
import static tokenmanagement.google.GoogleFixture.grant;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.google.TokenResponse.Granted;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;
import tokenmanagement.support.FakeRequest;

/** What goes over the wire; what comes back is {@link TokenAnswerTest}'s and {@link TokenEndpointFaultTest}'s. */
class GoogleAuthorizationServerTest {
    private static final String SCOPE = "https://www.googleapis.com/auth/business.manage openid email";

    private final FakeGoogle google = FakeGoogle.start();
    private final GoogleAuthorizationServer server = GoogleFixture.server(google);

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void sendsAPersonToGoogleWithExactlyTheseParameters() {
        AuthorizationRedirect redirect = begin();

        assertThat(redirect.uri().toString()).startsWith(google.uri("/auth?").toString());
        Map<String, String> query = FakeRequest.parameters(redirect.uri().getRawQuery());
        assertThat(query.remove("code_challenge")).hasSize(43);
        assertThat(query)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("response_type", "code"),
                        Map.entry("client_id", CLIENT.googleClientId()),
                        Map.entry("redirect_uri", CLIENT.redirectUri().toString()),
                        Map.entry("scope", SCOPE),
                        Map.entry("access_type", "offline"),
                        Map.entry("prompt", "consent"),
                        Map.entry("state", "the state+/="),
                        Map.entry("nonce", "the nonce"),
                        Map.entry("login_hint", "o'neil+shop@example.com"),
                        Map.entry("code_challenge_method", "S256")));
        assertThat(google.requests()).isEmpty();
    }

    @Test
    void challengesWithTheHashOfAVerifierThatIsNewEveryTime() throws Exception {
        AuthorizationRedirect first = begin();
        AuthorizationRedirect second = begin();

        String verifier = first.codeVerifier().reveal();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
        assertThat(verifier)
                .matches("[A-Za-z0-9._~-]{43,128}")
                .isNotEqualTo(second.codeVerifier().reveal());
        assertThat(FakeRequest.parameters(first.uri().getRawQuery()))
                .containsEntry(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        assertThat(first.uri().toString()).doesNotContain(verifier);
    }

    @Test
    void exchangesACodeWithExactlyTheseParameters() {
        google.answers(FakeReply.json(200, grant(",\"refresh_token\":\"new\"")));

        TokenResponse response = server.exchange(CLIENT, CODE, VERIFIER);

        assertThat(response).isInstanceOf(Granted.class);
        assertThat(google.lastRequest().form())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "grant_type", "authorization_code",
                        "client_id", CLIENT.googleClientId(),
                        "client_secret", CLIENT.clientSecret().reveal(),
                        "redirect_uri", CLIENT.redirectUri().toString(),
                        "code", CODE.reveal(),
                        "code_verifier", VERIFIER.reveal()));
    }

    @Test
    void refreshesWithExactlyTheseParameters() {
        google.answers(FakeReply.json(200, grant("")));

        TokenResponse response = server.refresh(CLIENT, REFRESH_TOKEN);

        assertThat(response).isInstanceOf(Granted.class);
        assertThat(google.lastRequest().form())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", CLIENT.googleClientId(),
                        "client_secret", CLIENT.clientSecret().reveal(),
                        "refresh_token", REFRESH_TOKEN.reveal()));
    }

    @Test
    void postsAFormThatAsksForPlainJsonAndAuthenticatesInItsBodyOnly() {
        google.answers(FakeReply.json(200, grant("")));

        server.refresh(CLIENT, REFRESH_TOKEN);

        FakeRequest request = google.lastRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo(FakeGoogle.TOKEN);
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .containsEntry("Accept", "application/json")
                .containsEntry("Accept-Encoding", "identity")
                .doesNotContainKeys("Authorization", "Cookie", "Upgrade", "HTTP2-Settings");
    }

    @Test
    void sendsSecretsOfAnyAlphabetUnharmed() {
        google.answers(FakeReply.json(200, grant("")));
        String odd = "ü \u202e%25+*~\"'<>\\ \uD83D\uDE00";
        ClientCredentials client = new ClientCredentials(CLIENT.googleClientId(), Secret.of(odd), CLIENT.redirectUri());

        server.refresh(client, Secret.of("1//" + odd));

        assertThat(google.lastRequest().form())
                .containsEntry("client_secret", odd)
                .containsEntry("refresh_token", "1//" + odd);
    }

    private AuthorizationRedirect begin() {
        return server.authorizationUri(CLIENT, SCOPE, "the state+/=", "the nonce", "o'neil+shop@example.com");
    }
}
