package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.NOW;
import static tokenmanagement.google.GoogleFixture.assertUnreachable;
import static tokenmanagement.google.GoogleFixture.grant;
import static tokenmanagement.google.GoogleFixture.refresh;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.TokenResponse.Granted;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Unreachable;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;

/** What 200 comes to (oauth.md §2.7; faults.md rows 50 to 55). */
class GrantedAnswerTest {
    private final FakeGoogle google = FakeGoogle.start();

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void grantsEverythingThatAnAnswerHolds() {
        Granted granted = granted(grant(",\"expires_in\":3599,\"refresh_token\":\"1//next\",\"scope\":\"a b\""
                + ",\"id_token\":\"a.b.c\",\"refresh_token_expires_in\":604799,\"more\":{\"x\":[1]}"));

        assertThat(granted.sentAt()).isEqualTo(NOW);
        assertThat(granted.latency()).isPositive();
        assertThat(granted.status()).contains(200);
        assertThat(granted.accessToken()).isEqualTo(Secret.of("canary-access-token"));
        assertThat(granted.refreshToken()).contains(Secret.of("1//next"));
        assertThat(granted.expiresIn()).contains(Duration.ofSeconds(3599));
        assertThat(granted.scope()).contains("a b");
        assertThat(granted.idToken()).contains(Secret.of("a.b.c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"refresh_token\":null,\"scope\":null,\"id_token\":null",
                ",\"refresh_token\":\"\",\"scope\":\"\""
            })
    void takesNullAndEmptyTextForAbsent(String members) {
        Granted granted = granted(grant(members));

        assertThat(granted.refreshToken()).isEmpty();
        assertThat(granted.scope()).isEmpty();
        assertThat(granted.idToken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600",
        "'\"3600\"', 3600",
        "10, 10",
        "0, 1",
        "-1, 1",
        "'\"-5\"', 1",
        "2147483648, 2592000",
        "9223372036854775808, 2592000",
        "99999999999999999999999999999999999999999999999999, 2592000"
    })
    void bringsTheLifeOfATokenIntoBounds(String expiresIn, long seconds) {
        assertThat(granted(grant(",\"expires_in\":" + expiresIn)).expiresIn()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3599.9", "3600.0", "1e40", "\"soon\"", "\"\"", "\" 3600\"", "null", "true", "[3600]"})
    void takesALifeThatIsNoWholeNumberForAbsent(String expiresIn) {
        assertThat(granted(grant(",\"expires_in\":" + expiresIn)).expiresIn()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
    void knowsBearerInAnyCase(String type) {
        assertThat(read(FakeReply.json(200, "{\"access_token\":\"a\",\"token_type\":\"" + type + "\"}")))
                .isInstanceOf(Granted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'access_token':'a'} | bad_token_type",
                "{'access_token':'a','token_type':'MAC'} | bad_token_type",
                "{'access_token':'a','token_type':1} | bad_token_type",
                "{'token_type':'Bearer'} | bad_access_token",
                "{'access_token':null,'token_type':'Bearer'} | bad_access_token",
                "{'access_token':'','token_type':'Bearer'} | bad_access_token",
                "{'access_token':' ','token_type':'Bearer'} | bad_access_token",
                "{'access_token':'a\\nb','token_type':'Bearer'} | bad_access_token",
                "{'access_token':'ä','token_type':'Bearer'} | bad_access_token",
                "{'access_token':12345,'token_type':'Bearer'} | bad_access_token",
                "{'access_token':{'x':1},'token_type':'Bearer'} | bad_access_token",
                "{'access_token':'a','token_type':'Bearer','refresh_token':1} | bad_refresh_token",
                "{'access_token':'a','token_type':'Bearer','refresh_token':'  '} | bad_refresh_token",
                "{'access_token':'a','token_type':'Bearer','scope':['a']} | bad_scope",
                "{'access_token':'a','token_type':'Bearer','scope':'a\\tb'} | bad_scope",
                "{'access_token':'a','token_type':'Bearer','id_token':{}} | bad_id_token",
                "{'access_token':'a','access_token':'b','token_type':'Bearer'} | bad_json",
                "{'access_token':'a','token_type':'Bearer'} x | bad_json",
                "{'access_token':'a','token_type':'Bea | bad_json",
                "['access_token'] | bad_json",
                "null | bad_json",
                "{'error':'internal_failure'} | bad_access_token",
                "{'error':'invalid_grant'} | bad_access_token"
            })
    void finds200WithoutAProperTokenUnusable(String body, String word) {
        assertUnreachable(read(FakeReply.json(200, body.replace('\'', '"'))), Kind.UNUSABLE, word);
    }

    @Test
    void findsAnAccessTokenBeyondAllMeasureUnusable() {
        String body = grant("").replace("canary-access-token", "a".repeat(4097));

        assertUnreachable(read(FakeReply.json(200, body)), Kind.UNUSABLE, "bad_access_token");
    }

    @Test
    void savesARefreshTokenOutOfAnOtherwiseUnusableAnswer() {
        TokenResponse response = read(FakeReply.json(200, "{\"refresh_token\":\"1//next\",\"token_type\":\"MAC\"}"));

        assertUnreachable(response, Kind.UNUSABLE, "bad_access_token");
        assertThat(((Unreachable) response).refreshToken()).contains(Secret.of("1//next"));
    }

    private Granted granted(String body) {
        return (Granted) read(FakeReply.json(200, body));
    }

    private TokenResponse read(FakeReply reply) {
        google.answers(reply);
        return refresh(GoogleFixture.server(google));
    }
}
