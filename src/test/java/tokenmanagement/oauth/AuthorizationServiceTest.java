package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.oauth.ConsentFixture.Flow;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Sha256;
import tokenmanagement.tokens.Consent;
import tokenmanagement.tokens.Grants;

/** From the callback to the exchange: whose state it is, and whether the code may be spent. */
class AuthorizationServiceTest {
    private final LogCapture log = LogCapture.of(AuthorizationService.class);
    private final ConsentFixture given = new ConsentFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private void assertRefusedUntouched(CallbackResult result, CallbackResult expected) {
        assertThat(result).isEqualTo(expected);
        assertThat(given.exchanges).isEmpty();
        assertThat(given.stored).isEmpty();
    }

    @Test
    void aConsentEndsInOneStoredPair() {
        CallbackResult result = given.start().comesBack();

        assertThat(result)
                .isEqualTo(new CallbackResult.Connected(
                        ClientDouble.CREDENTIALS.googleClientId(),
                        "branch-1",
                        ClientDouble.CREDENTIALS.redirectUri(),
                        Secret.of("canary-access"),
                        ConsentFixture.NOON.plusSeconds(3600),
                        ClientDouble.REVIEWS));
        assertThat(given.stored)
                .containsExactly(new Consent(
                        1,
                        1,
                        "subject-1",
                        Optional.of("owner@example.com"),
                        ClientDouble.REVIEWS,
                        (TokenResponse.Granted) given.answer,
                        Secret.of("canary-refresh")));
    }

    @Test
    void theIdTokenIsCheckedForThisClientAndThisFlow() {
        given.start().comesBack();

        assertThat(given.verified)
                .containsExactly("canary-id-token for " + ClientDouble.CREDENTIALS.googleClientId() + " in "
                        + Sha256.base64Url(given.sent.get(0).nonce()));
    }

    @Test
    void aStateWorksOnce() {
        Flow flow = given.start();
        flow.comesBack();

        assertThat(flow.comesBack()).isEqualTo(new CallbackResult.InvalidState());
        assertThat(given.exchanges).hasSize(1);
        assertThat(given.stored).hasSize(1);
    }

    @Test
    void aStateIsSpentEvenWhenTheExchangeFails() {
        Flow flow = given.start();
        given.answer = Grants.unreachable("timeout");
        flow.comesBack();
        given.answer = ConsentFixture.GRANTED.answer();

        assertThat(flow.comesBack()).isEqualTo(new CallbackResult.InvalidState());
        assertThat(given.exchanges).hasSize(1);
    }

    @Test
    void aStateThatWasNeverIssuedIsRefused() {
        Flow flow = given.start();
        Flow forged = new Flow(given, flow.redirect(), Secret.of(flow.state().reveal() + "x"));

        assertRefusedUntouched(forged.comesBack(), new CallbackResult.InvalidState());
    }

    @Test
    void aForgedStateDoesNotSpendTheRealOne() {
        Flow flow = given.start();
        new Flow(given, flow.redirect(), Secret.of("forged")).comesBack();

        assertThat(flow.comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void aCallbackWithoutAStateIsRefused() {
        Callback callback =
                new Callback(Optional.empty(), Optional.of(ConsentFixture.CODE), Optional.empty(), Optional.empty());

        assertRefusedUntouched(given.start().comesBack(callback), new CallbackResult.InvalidState());
    }

    @Test
    void anotherBrowserCannotFinishAndNobodyCanAfterIt() {
        Flow flow = given.start();

        CallbackResult stolen = flow.comesBackInAnotherBrowser(Optional.of(Secret.of("another")));

        assertRefusedUntouched(stolen, new CallbackResult.InvalidState());
        assertRefusedUntouched(flow.comesBack(), new CallbackResult.InvalidState());
    }

    @Test
    void aBrowserWithoutTheCookieIsAnotherBrowser() {
        assertRefusedUntouched(
                given.start().comesBackInAnotherBrowser(Optional.empty()), new CallbackResult.InvalidState());
    }

    @Test
    void theCookieOfAnotherFlowOfTheSameBrowserIsNone() {
        Flow first = given.start();
        Flow second = given.start();

        CallbackResult crossed = first.comesBackInAnotherBrowser(
                Optional.of(second.redirect().cookie().browserSecret()));

        assertRefusedUntouched(crossed, new CallbackResult.InvalidState());
        assertThat(second.comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void twoFlowsOfOneBrowserBothFinish() {
        Flow first = given.start();
        Flow second = given.start();

        assertThat(second.comesBack()).isInstanceOf(CallbackResult.Connected.class);
        assertThat(first.comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void aStateLivesForTenMinutes() {
        Flow inTime = given.start();
        Flow late = given.start();
        given.clock.advance(Duration.ofMinutes(10).minusMillis(1));

        assertThat(inTime.comesBack()).isInstanceOf(CallbackResult.Connected.class);
        given.clock.advance(Duration.ofMillis(1));
        assertThat(late.comesBack()).isEqualTo(new CallbackResult.InvalidState());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://accounts.google.com/",
                "https://Accounts.google.com",
                "HTTPS://accounts.google.com",
                "http://accounts.google.com",
                "accounts.google.com",
                "https://accounts.google.com ",
                ""
            })
    void aForeignIssuerIsRefusedBeforeTheCodeIsSpent(String issuer) {
        assertRefusedUntouched(given.start().comesBackFrom(issuer), new CallbackResult.ForeignIssuer());
    }

    @Test
    void theIssuerIsComparedWhenItComes() {
        assertThat(given.start().comesBackFrom("https://accounts.google.com"))
                .isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void aForeignIssuersErrorIsForeignToo() {
        Flow flow = given.start();
        Callback callback = new Callback(
                Optional.of(flow.state()),
                Optional.empty(),
                Optional.of("access_denied"),
                Optional.of("https://evil.example"));

        assertRefusedUntouched(flow.comesBack(callback), new CallbackResult.ForeignIssuer());
    }

    @Test
    void aChangedRegistrationEndsTheFlow() {
        Flow flow = given.start();
        given.client = new ClientDouble(1).version(2);

        assertRefusedUntouched(flow.comesBack(), new CallbackResult.InvalidState());
    }

    @Test
    void aRegistrationThatIsGoneOrOffEndsTheFlow() {
        Flow first = given.start();
        Flow second = given.start();
        given.client = new ClientDouble(1).inactive();
        assertRefusedUntouched(first.comesBack(), new CallbackResult.UnknownClient());
        given.client = null;

        assertRefusedUntouched(second.comesBack(), new CallbackResult.UnknownClient());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "admin_policy_enforced", "invalid_scope", "<script>alert(1)</script>"})
    void anErrorSpendsTheStateAndNoCode(String error) {
        Flow flow = given.start();

        assertRefusedUntouched(flow.comesBackWithError(error), new CallbackResult.AccessDenied());
        assertRefusedUntouched(flow.comesBack(), new CallbackResult.InvalidState());
        assertThat(log.text()).doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server_error", "temporarily_unavailable"})
    void anErrorThatPassesIsNoDenial(String error) {
        assertRefusedUntouched(given.start().comesBackWithError(error), new CallbackResult.ProviderUnavailable());
    }

    @Test
    void aStrangersConsentIsBoundToTheWayItWasStarted() {
        Flow flow = given.start(VouchedBy.ADMINISTRATOR);
        given.settings(Map.of("TOKEN_MANAGEMENT_OPEN_LOGIN", "false"));

        assertThat(flow.comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void noSecretOfAConsentIsLogged() {
        Flow flow = given.start();
        flow.comesBack();
        flow.comesBack();

        assertThat(log.text()).doesNotContain("canary", flow.state().reveal());
    }
}
