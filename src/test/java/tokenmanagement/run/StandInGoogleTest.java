package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.run.StandInClient.VERIFIER;
import static tokenmanagement.run.StandInClient.codeOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInGoogleTest {
    @TempDir
    private Path directory;

    private StandInGoogle google;
    private StandInClient client;

    @BeforeEach
    void start() throws IOException {
        google = new StandInGoogle(
                0, Duration.ofMinutes(50), StandInGrants.keptIn(directory.resolve("stand-in-grants.json")));
        client = new StandInClient(google);
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void idTokenCarriesTheTypedEmailAndTheNonceUnderAPublishedKey() throws Exception {
        JsonNode tokens = client.exchange(codeOf(client.allow("Ada@example.com")), VERIFIER);

        SignedJWT idToken = SignedJWT.parse(tokens.path("id_token").asText());
        JWKSet keys = JWKSet.parse(client.get(google.jwksUri()).body());
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
        JsonNode tokens = client.exchange(codeOf(client.allow("ada@example.com")), VERIFIER);

        assertThat(tokens.path("scope").asText()).isEqualTo("business openid email");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(3000);
        assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(tokens.path("refresh_token").asText()).isNotBlank();
    }

    @Test
    void refreshTokenWorksAfterARestart() throws Exception {
        JsonNode before = client.exchange(codeOf(client.allow("ada@example.com")), VERIFIER);
        google.close();
        start();

        JsonNode after = client.refresh(before.path("refresh_token").asText());

        assertThat(after.path("access_token").asText())
                .isNotBlank()
                .isNotEqualTo(before.path("access_token").asText());
        assertThat(after.path("scope").asText()).isEqualTo("business openid email");
        assertThat(after.path("expires_in").asInt()).isEqualTo(3000);
        assertThat(after.has("refresh_token")).isFalse();
    }

    @Test
    void revokedRefreshTokenStaysDeadAfterARestart() throws Exception {
        String refreshToken = client.exchange(codeOf(client.allow("ada@example.com")), VERIFIER)
                .path("refresh_token")
                .asText();

        HttpResponse<String> revoked = client.post(google.revocationEndpoint(), Map.of("token", refreshToken));
        google.close();
        start();

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(client.refresh(refreshToken).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(client.post(google.revocationEndpoint(), Map.of("token", refreshToken))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void accessTokenRevokesItsGrant() throws Exception {
        JsonNode tokens = client.exchange(codeOf(client.allow("ada@example.com")), VERIFIER);

        client.post(
                google.revocationEndpoint(),
                Map.of("token", tokens.path("access_token").asText()));

        assertThat(client.refresh(tokens.path("refresh_token").asText())
                        .path("error")
                        .asText())
                .isEqualTo("invalid_grant");
    }

    @Test
    void codeWorksOnce() throws Exception {
        String code = codeOf(client.allow("ada@example.com"));
        client.exchange(code, VERIFIER);

        assertThat(client.exchange(code, VERIFIER).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void codeNeedsTheVerifierOfItsChallenge() throws Exception {
        String first = codeOf(client.allow("ada@example.com"));
        String second = codeOf(client.allow("ada@example.com"));

        assertThat(client.exchange(first, "w".repeat(43)).path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(client.exchange(second, null).path("error").asText()).isEqualTo("invalid_grant");
    }
}
