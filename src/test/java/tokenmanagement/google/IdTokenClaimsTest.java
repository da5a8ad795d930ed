package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.IdTokens.CLIENT_ID;
import static tokenmanagement.google.IdTokens.KEY;
import static tokenmanagement.google.IdTokens.hash;
import static tokenmanagement.google.IdTokens.published;
import static tokenmanagement.google.IdTokens.signed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.IdTokenResult.Rejected;
import tokenmanagement.google.IdTokenResult.Verified;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;

/** Only a token about this client and this flow counts (oauth.md Q38; faults.md row 38). */
class IdTokenClaimsTest {
    private final FakeGoogle google = FakeGoogle.start().otherwise(request -> published(KEY));
    private final String issuer = google.uri("").toString();
    private final Map<String, Object> claims = IdTokens.claims(issuer);
    private final IdTokenVerifier verifier = verifier(issuer);

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void saysWhoConsented() {
        assertThat(verify()).isEqualTo(new Verified("110169484474386276334", Optional.of("owner@example.com"), true));
    }

    @ParameterizedTest
    @CsvSource({"email_verified, false", "email_verified, 'true'", "email_verified,"})
    void holdsAnEmailForVerifiedOnlyWhenToldSo(String claim, String value) {
        claims.put(claim, "false".equals(value) ? Boolean.FALSE : value);

        assertThat(((Verified) verify()).emailVerified()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b@example.com", "a@example.com\n", "a\u0000@example.com"})
    void knowsNoEmailWhereThereIsNoProperOne(String email) {
        claims.put("email", email);

        assertThat(((Verified) verify()).email()).isEmpty();
    }

    @Test
    void acceptsSeveralAudiencesWhenThisClientIsTheAuthorizedParty() {
        claims.put("aud", List.of("another", CLIENT_ID));

        assertThat(verify()).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource({"3600, true", "-59, true", "-60, false", "-61, false"})
    void allowsAMinuteOfSkewAfterExpiry(long secondsLeft, boolean accepted) {
        claims.put("exp", GoogleFixture.NOW.getEpochSecond() + secondsLeft);

        assertThat(verify()).isEqualTo(accepted ? saysTheSame() : new Rejected("expired"));
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://evil.example, issuer",
        "iss, accounts.google.com, issuer",
        "iss,, issuer",
        "aud, another, audience",
        "aud,, audience",
        "azp, another, audience",
        "exp, 9999999999, expired",
        "exp,, expired",
        "nonce, another, nonce",
        "nonce, '', nonce",
        "nonce,, nonce",
        "sub, '', subject",
        "sub,, subject",
        "sub, 'a b', subject"
    })
    void refusesAClaimThatIsWrongOrOfTheWrongTypeOrMissing(String claim, String value, String reason) {
        claims.put(claim, value);

        assertThat(verify()).isEqualTo(new Rejected(reason));
    }

    @Test
    void refusesSeveralAudiencesWithoutAnAuthorizedParty() {
        claims.put("aud", List.of("another", CLIENT_ID));
        claims.remove("azp");

        assertThat(verify()).isEqualTo(new Rejected("audience"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://accounts.google.com, https://accounts.google.com, true",
        "https://accounts.google.com, accounts.google.com, true",
        "https://accounts.google.com, https://accounts.google.com/, false",
        "https://login.example.com, login.example.com, false"
    })
    void letsOnlyGoogleLeaveOutTheScheme(String expected, String claim, boolean accepted) {
        claims.put("iss", claim);

        IdTokenResult result = verifier(expected).verify(signed(claims), CLIENT_ID, hash("the nonce"));

        assertThat(result).isEqualTo(accepted ? saysTheSame() : new Rejected("issuer"));
    }

    private IdTokenResult saysTheSame() {
        return new Verified("110169484474386276334", Optional.of("owner@example.com"), true);
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
}
