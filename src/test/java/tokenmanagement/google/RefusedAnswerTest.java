package tokenmanagement.google;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.google.GoogleFixture.assertUnreachable;
import static tokenmanagement.google.GoogleFixture.grant;
import static tokenmanagement.google.GoogleFixture.refresh;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.google.TokenResponse.Refused;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;

/** What every other answer comes to (oauth.md §1.5, §5.5; faults.md rows 44 to 50). */
class RefusedAnswerTest {
    private final FakeGoogle google = FakeGoogle.start();

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @ParameterizedTest
    @CsvSource({"200, not_json", "201, http_201", "202, http_202"})
    void findsAPageOrAnotherSuccessUnusable(int status, String word) {
        assertUnreachable(read(FakeReply.html(status, "<html>sign in to the hotel</html>")), Kind.UNUSABLE, word);
    }

    @Test
    void findsEmptyAndCreatedAndTypelessAnswersUnusable() {
        assertUnreachable(read(FakeReply.json(200, "")), Kind.UNUSABLE, "bad_json");
        assertUnreachable(read(FakeReply.answer(204, Map.of(), "")), Kind.UNUSABLE, "http_204");
        assertUnreachable(read(FakeReply.json(201, grant(""))), Kind.UNUSABLE, "http_201");
        assertUnreachable(read(FakeReply.answer(200, Map.of(), grant(""))), Kind.UNUSABLE, "not_json");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, , GRANT",
        "401, invalid_grant, , GRANT",
        "400, invalid_grant, something_new, GRANT",
        "400, invalid_grant, invalid_rapt, PERSON",
        "400, invalid_grant, rapt_required, PERSON",
        "400, admin_policy_enforced, , PERSON",
        "401, invalid_client, , CLIENT",
        "401, deleted_client, , CLIENT",
        "401, disabled_client, , CLIENT",
        "401, unauthorized_client, , CLIENT",
        "403, org_internal, , CLIENT",
        "400, invalid_request, , REQUEST",
        "400, invalid_scope, , REQUEST",
        "400, unsupported_grant_type, , REQUEST",
        "400, redirect_uri_mismatch, , REQUEST",
        "400, use_dpop_nonce, , REQUEST"
    })
    void takesKnownWordsForARefusal(int status, String error, String subtype, Reason reason) {
        String body = "{\"error\":\"" + error + "\",\"error_description\":\"canary\",\"error_subtype\":"
                + (subtype == null ? "null" : "\"" + subtype + "\"") + "}";

        Refused refused = (Refused) read(FakeReply.json(status, body));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.error()).isEqualTo(error);
        assertThat(refused.status()).contains(status);
        assertThat(refused.errorSubtype())
                .isEqualTo(reason == Reason.PERSON ? Optional.ofNullable(subtype) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'error':'canary_new_word'} | http_400",
                "400 | {'error':{'code':400,'status':'invalid_grant'}} | http_400",
                "400 | {'error':null} | http_400",
                "400 | {'error':'Invalid_Grant'} | http_400",
                "400 | {'error':'other','error_description':'invalid_grant: Token has been expired or revoked.'} | http_400",
                "400 | {'error':'invalid_grant','error':'invalid_grant'} | http_400",
                "400 | {'error':'invalid_grant' | http_400",
                "400 | {} | http_400",
                "400 | [] | http_400",
                "400 | {'error':'internal_failure'} | internal_failure",
                "403 | {'error':'rate_limit_exceeded'} | rate_limit_exceeded",
                "404 | {'error':'invalid_grant'} | http_404",
                "408 | {'error':'invalid_grant'} | http_408",
                "429 | {'error':'rate_limit_exceeded'} | http_429",
                "500 | {'error':'invalid_grant'} | http_500",
                "500 | {'error':'internal_failure'} | http_500",
                "503 | {'error':'invalid_client'} | http_503"
            })
    void takesEverythingElseForPassing(int status, String body, String word) {
        assertUnreachable(read(FakeReply.json(status, body.replace('\'', '"'))), Kind.TRANSIENT, word);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 429, 500, 502, 503, 504})
    void takesAPageForPassingWhateverItSays(int status) {
        TokenResponse page = read(FakeReply.html(status, "<h1>User Rate Limit Exceeded</h1>"));
        TokenResponse disguised = read(FakeReply.html(status, "{\"error\":\"invalid_grant\"}"));
        TokenResponse nothing = read(FakeReply.answer(status, Map.of(), ""));

        assertThat(new TokenResponse[] {page, disguised, nothing})
                .allSatisfy(response -> assertUnreachable(response, Kind.TRANSIENT, "http_" + status));
    }

    private TokenResponse read(FakeReply reply) {
        google.answers(reply);
        return refresh(GoogleFixture.server(google));
    }
}
