package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;

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
