package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.TokenApi;

/** What route 2 sends a person to Google with (RFC 6749 §4.1.1, RFC 7636 §4.3). */
@ExtendWith(ArquillianExtension.class)
class AuthorizationRequestIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Database database;

    @Test
    void sendsThePersonToGoogleWithEverythingTheContractNames() {
        Branch branch = branches.registered();

        URI page = browser.start(branch);

        assertThat(page.toString()).startsWith(System.getenv("TOKEN_MANAGEMENT_GOOGLE_AUTHORIZATION_ENDPOINT") + "?");
        Map<String, String> query = Query.of(page);
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", branch.googleClientId())
                .containsEntry("redirect_uri", branch.redirectUri())
                .containsEntry("access_type", "offline")
                .containsEntry("prompt", "consent")
                .containsEntry("login_hint", branch.email())
                .containsEntry("code_challenge_method", "S256")
                .doesNotContainKey("include_granted_scopes");
        assertThat(query.get("scope").split(" "))
                .containsExactlyInAnyOrder("https://www.googleapis.com/auth/business.manage", "openid", "email");
        assertThat(query.get("code_challenge")).matches("[A-Za-z0-9_-]{43}");
        assertThat(query.get("state")).hasSizeGreaterThanOrEqualTo(22).doesNotContain(branch.id());
        assertThat(query.get("nonce")).hasSizeGreaterThanOrEqualTo(22);
    }

    @Test
    void asksForTheScopesOfTheRegistration() {
        Map<String, Object> registration = branches.unknown().registration();
        registration.put("scopes", List.of("https://www.googleapis.com/auth/calendar.readonly"));
        int clientId = api.register(registration).number("client_id");

        Answer answer = browser.open(api.loginAddress(clientId));

        assertThat(Query.of(answer.location()).get("scope").split(" "))
                .containsExactlyInAnyOrder("https://www.googleapis.com/auth/calendar.readonly", "openid", "email");
    }

    @Test
    void noTwoFlowsShareASecret() {
        Branch branch = branches.registered();

        Map<String, String> first = Query.of(browser.start(branch));
        Map<String, String> second = Query.of(browser.start(branch));

        for (String name : List.of("state", "nonce", "code_challenge")) {
            assertThat(first.get(name)).as(name).isNotEqualTo(second.get(name));
        }
    }

    @Test
    void bindsTheFlowToTheBrowserWithACookieThatScriptsCannotRead() {
        Branch branch = branches.registered();

        Answer answer = browser.open(api.loginAddress(branch.clientId()));

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
    }

    /** Fault 39: so none can expire between the start and the callback. */
    @Test
    void theFlowNeedsNoSession() {
        Branch branch = branches.registered();

        Answer answer = browser.open(api.loginAddress(branch.clientId()));

        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("tm_flow_");
    }

    @Test
    void writesNothingReadableAboutTheFlow() {
        Branch branch = branches.registered();

        Map<String, String> query = Query.of(browser.start(branch));

        assertThat(database.dump()).doesNotContain(query.get("state"), query.get("nonce"));
    }
}
