package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.platform.Answers.assertProblem;
import static tokenmanagement.platform.Answers.json;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Secret;

class OAuthResourceTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static final String LINK = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private OAuthResourceFixture given;

    @BeforeEach
    void atAPublicAddress() {
        servedAt("https://tokens.example.com");
    }

    private void servedAt(String publicUrl) {
        given = new OAuthResourceFixture(publicUrl);
        given.begun = OAuthMappingTest.REDIRECT;
        given.completed = OAuthMappingTest.CONNECTED;
    }

    @Test
    void aConsentStartsWithARedirectAndACookie() {
        Response response = given.login("7");

        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.getLocation()).hasToString("https://accounts.example.com/auth?state=s");
        assertThat(response.getCookies()).containsOnlyKeys("__Secure-tm_flow_0123456789abcdef");
    }

    @Test
    void theFlowCookieComesBackOnlyToTheCallback() {
        NewCookie cookie = given.login("7").getCookies().values().iterator().next();

        assertThat(cookie.getValue()).isEqualTo("browser-secret");
        assertThat(cookie.getPath()).isEqualTo("/token-management/auth/callback");
        assertThat(cookie.getMaxAge()).isEqualTo(600);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo(NewCookie.SameSite.LAX);
        assertThat(cookie.getDomain()).isNull();
    }

    @Test
    void withoutTlsTheCookieCannotBeSecure() {
        servedAt("http://localhost:8084");

        NewCookie cookie = given.login("7").getCookies().get("tm_flow_0123456789abcdef");

        assertThat(cookie.isSecure()).isFalse();
        assertThat(cookie.isHttpOnly()).isTrue();
    }

    @Test
    void aSignedInAdministratorVouches() {
        given.login("7");
        assertThat(given.vouchedBy).isEqualTo(VouchedBy.NOBODY);

        given.signedIn().login("7");
        assertThat(given.vouchedBy).isEqualTo(VouchedBy.ADMINISTRATOR);
    }

    @Test
    void aConnectLinkIsAskedBeforeAnythingElse() {
        given.signedIn().login("7", "link", LINK);

        assertThat(given.link.secret()).isEqualTo(Secret.of(LINK));
        assertThat(given.vouchedBy).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", LINK + "A", "' OR 1=1"})
    void whatIsNoLinkNeverFallsBackToTheOpenDoor(String text) {
        assertProblem(given.signedIn().login("7", "link", text), 403, "access-denied");
        assertThat(given.vouchedBy).isNull();
        assertThat(given.link).isNull();
    }

    @Test
    void twoLinksAreOneTooMany() {
        assertThatThrownBy(() -> given.login("7", "link", LINK, "link", LINK)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aLookAtALinkDoesNotSpendIt() {
        given.method = "HEAD";

        assertThatThrownBy(() -> given.login("7", "link", LINK)).isInstanceOf(NotAllowedException.class);
        assertThat(given.link).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1e3", "9223372036854775808", "../1", "01"})
    void whatIsNoIdBelongsToNoClient(String clientId) {
        assertProblem(given.login(clientId), 404, "not-found");
        assertThat(given.vouchedBy).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "redirect_uri", "state", "next"})
    void nothingInTheAddressSteersTheRedirect(String name) {
        assertThatThrownBy(() -> given.login("7", name, "https://evil.example")).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json", "*/*", "application/problem+json"})
    void aProgramGetsTheTokenAsJson(String accept) {
        Response response = given.callback(accept);

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(json(response))
                .hasToString("{\"success\":true,\"message\":\"OAuth flow completed successfully\","
                        + "\"client_id\":\"google-id\",\"branch_id\":\"branch-17\",\"access_token\":\"access-1\","
                        + "\"expires_at\":\"2026-01-01T12:00:00Z\"}");
    }

    @Test
    void aBrowserIsSentToAPageWithoutATokenInItsAddress() {
        Response response = given.callback(BROWSER);

        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getLocation()).hasToString("https://tokens.example.com/token-management/auth/result");
        assertThat(response.getEntity()).isNull();
        assertThat(response.getHeaders().toString() + response.getCookies()).doesNotContain("access-1", "branch-17");
    }

    @Test
    void thatPageShowsTheBranchAndTheGrantedScopes() {
        given.callback(BROWSER)
                .getCookies()
                .forEach((name, cookie) -> given.cookies.put(
                        name, new Cookie.Builder(name).value(cookie.getValue()).build()));

        Response page = given.result();

        assertThat(page.getStatus()).isEqualTo(200);
        assertThat((String) page.getEntity())
                .contains("branch-17", "openid", "email")
                .doesNotContain("access-1");
    }

    @Test
    void tenMinutesLaterItShowsNothing() {
        given.callback(BROWSER)
                .getCookies()
                .forEach((name, cookie) -> given.cookies.put(
                        name, new Cookie.Builder(name).value(cookie.getValue()).build()));
        given.clock.advance(Duration.ofMinutes(10));

        assertThat(given.result().getStatus()).isEqualTo(404);
    }

    @Test
    void withoutAReceiptThereIsNothingToShow() {
        assertThat(given.result().getStatus()).isEqualTo(404);
    }

    @Test
    void theBrowsersCookieIsHandedToTheService() {
        String name = "__Secure-tm_flow_0123456789abcdef";
        given.cookies.put(name, new Cookie.Builder(name).value("browser-secret").build());

        given.callback();

        assertThat(given.browserSecret).contains(Secret.of("browser-secret"));
    }

    @Test
    void anEmptyOrUnprefixedCookieIsNone() {
        given.cookies.put(
                "__Secure-tm_flow_0123456789abcdef",
                new Cookie.Builder("__Secure-tm_flow_0123456789abcdef")
                        .value("")
                        .build());
        given.cookies.put(
                "tm_flow_0123456789abcdef",
                new Cookie.Builder("tm_flow_0123456789abcdef").value("planted").build());

        given.callback();

        assertThat(given.browserSecret).isEmpty();
    }
}
