package tokenmanagement.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.IdTokens.CLIENT_ID;
import static tokenmanagement.google.IdTokens.KEY;
import static tokenmanagement.google.IdTokens.hash;
import static tokenmanagement.google.IdTokens.published;
import static tokenmanagement.google.IdTokens.signed;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.IdTokenResult.Rejected;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;

/** Only Google's own word counts (oauth.md Q38; faults.md row 38). */
class IdTokenVerifierTest {
    private final FakeGoogle google = FakeGoogle.start().otherwise(request -> published(KEY));
    private final String issuer = google.uri("").toString();
    private final Map<String, Object> claims = IdTokens.claims(issuer);
    private final IdTokenVerifier verifier = verifier(issuer);

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void refusesEveryOtherAlgorithm() throws Exception {
        byte[] publicKey = KEY.toRSAPublicKey().getEncoded();
        String payload = JSONObjectUtils.toJSONString(claims);
        Secret symmetric = signed(payload, "key-1", JWSAlgorithm.HS256, new MACSigner(publicKey));
        Secret longer = signed(payload, "key-1", JWSAlgorithm.RS512, new RSASSASigner(KEY));
        Secret unsigned = Secret.of(base64("{\"alg\":\"none\"}") + "." + base64(payload) + ".");

        assertThat(verify(symmetric)).isEqualTo(new Rejected("algorithm"));
        assertThat(verify(longer)).isEqualTo(new Rejected("algorithm"));
        assertThat(verify(unsigned)).isEqualTo(new Rejected("malformed"));
        assertThat(google.requests()).isEmpty();
    }

    @Test
    void refusesAnotherKeyUnderTheSameIdAndATokenWithoutKeyId() throws Exception {
        String payload = JSONObjectUtils.toJSONString(claims);

        assertThat(verify(signed(payload, IdTokens.key("key-1")))).isEqualTo(new Rejected("signature"));
        assertThat(verify(signed(payload, null, JWSAlgorithm.RS256, new RSASSASigner(KEY))))
                .isEqualTo(new Rejected("key"));
    }

    @Test
    void refusesEveryFlippedPart() {
        String token = signed(claims).reveal();
        String other = signed(IdTokens.claims("https://evil.example")).reveal();
        String mixed = token.substring(0, token.indexOf('.'))
                + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
                + token.substring(token.lastIndexOf('.'));

        assertThat(verify(Secret.of(mixed))).isEqualTo(new Rejected("signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "a.b.c", "..", "e30.e30.e30", "canary.canary.canary.canary.canary"})
    void refusesWhatIsNoSignedToken(String token) {
        assertThat(verify(Secret.of(token))).isEqualTo(new Rejected("malformed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "[]", "1", "\"RS256\"", "{\"alg\":\"none\",\"alg\":\"RS256\"}", "{\"alg\":\"RS256\"} x"})
    void refusesAHeaderThatIsNoObject(String header) {
        Secret token = Secret.of(base64(header) + "." + base64("{\"sub\":\"1\"}") + ".c2lnbmF0dXJl");

        assertThat(verify(token)).isEqualTo(new Rejected("malformed"));
        assertThat(verifier.subject(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "no json", "{\"sub\":\"1\",\"sub\":\"2\"}"})
    void refusesAPayloadThatHoldsNoClaims(String payload) {
        assertThat(verify(signed(payload, KEY))).isInstanceOf(Rejected.class);
    }

    private IdTokenResult verify() {
        return verify(signed(claims));
    }

    private IdTokenResult verify(Secret token) {
        return verifier.verify(token, CLIENT_ID, hash("the nonce"));
    }

    private IdTokenVerifier verifier(String issuer) {
        Map<String, String> expected = Map.of("TOKEN_MANAGEMENT_GOOGLE_ISSUER", issuer);
        return GoogleFixture.verifier(
                TestSettings.of(google.settings(), expected), new MutableClock(GoogleFixture.NOW));
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
