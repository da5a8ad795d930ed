package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.IdTokenResult;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.tokens.Consent;
import tokenmanagement.tokens.Grants;

/** From the answer to the exchange: whose consent it is, and whether it is complete. */
class ConsentAnswerTest {
    private static final Grants GRANTED = ConsentFixture.GRANTED;

    private final LogCapture log = LogCapture.of(AuthorizationService.class);
    private final ConsentFixture given = new ConsentFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private static IdTokenResult account(String email, boolean verified) {
        return new IdTokenResult.Verified("subject-2", Optional.ofNullable(email), verified);
    }

    static Stream<Arguments> incompleteConsents() {
        return Stream.of(
                refused(
                        "no refresh token",
                        f -> f.answer = withoutRefreshToken(),
                        new CallbackResult.NoRefreshToken(1)),
                refused(
                        "scope unticked",
                        f -> f.answer = GRANTED.scope("openid").answer(),
                        new CallbackResult.MissingScope(1)),
                refused("empty scope", f -> f.answer = GRANTED.scope("").answer(), new CallbackResult.MissingScope(1)),
                refused("no id token", f -> f.answer = withoutIdToken(), new CallbackResult.IdentityUnproven()),
                refused(
                        "forged id token",
                        f -> f.identity = new IdTokenResult.Rejected("signature"),
                        new CallbackResult.IdentityUnproven()),
                refused(
                        "keys not to be had",
                        f -> f.identity = new IdTokenResult.Unavailable("http_503"),
                        new CallbackResult.ProviderUnavailable()),
                refused(
                        "other account",
                        f -> f.identity = account("eve@example.com", true),
                        new CallbackResult.WrongAccount()),
                refused(
                        "code spent",
                        f -> f.answer = Grants.refused(Reason.GRANT, "invalid_grant"),
                        new CallbackResult.CodeRefused()),
                refused(
                        "policy",
                        f -> f.answer = Grants.refused(Reason.PERSON, "admin_policy_enforced"),
                        new CallbackResult.AccessDenied()),
                refused(
                        "wrong secret",
                        f -> f.answer = Grants.refused(Reason.CLIENT, "invalid_client"),
                        new CallbackResult.ClientMisconfigured("invalid_client")),
                refused(
                        "redirect address",
                        f -> f.answer = Grants.refused(Reason.REQUEST, "redirect_uri_mismatch"),
                        new CallbackResult.ClientMisconfigured("redirect_uri_mismatch")),
                refused(
                        "no answer",
                        f -> f.answer = Grants.unreachable("timeout"),
                        new CallbackResult.ProviderUnavailable()),
                refused(
                        "registration changed last",
                        ConsentFixture::registrationChangesLast,
                        new CallbackResult.InvalidState()));
    }

    private static Arguments refused(String what, Consumer<ConsentFixture> how, CallbackResult expected) {
        return arguments(what, how, expected);
    }

    private static TokenResponse withoutRefreshToken() {
        return Grants.of("canary-access").idToken("canary-id-token").answer();
    }

    private static TokenResponse withoutIdToken() {
        return Grants.of("canary-access").refreshToken("canary-refresh").answer();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incompleteConsents")
    void whateverIsMissingNothingIsStored(String what, Consumer<ConsentFixture> how, CallbackResult expected) {
        how.accept(given);

        CallbackResult result = given.start().comesBack();

        assertThat(result).isEqualTo(expected);
        assertThat(given.stored).isEmpty();
        assertThat(given.exchanges).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incompleteConsents")
    void aFailedConsentIsLoggedWithoutItsSecrets(String what, Consumer<ConsentFixture> how, CallbackResult expected) {
        how.accept(given);

        given.start().comesBack();

        assertThat(log.warnings()).isNotEmpty();
        assertThat(log.text()).doesNotContain("canary");
    }

    @Test
    void everyKindOfAnswerToAnExchangeIsMapped() {
        Map<Class<?>, TokenResponse> answers = Map.of(
                TokenResponse.Granted.class, GRANTED.answer(),
                TokenResponse.Refused.class, Grants.refused(Reason.GRANT, "invalid_grant"),
                TokenResponse.Unreachable.class, Grants.unreachable("timeout"));

        assertThat(answers).containsOnlyKeys(TokenResponse.class.getPermittedSubclasses());
        assertThat(answers.values()).allSatisfy(answer -> {
            given.answer = answer;
            assertThat(given.start().comesBack()).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonForARefusalIsMapped(Reason reason) {
        given.answer = Grants.refused(reason, "x");

        assertThat(given.start().comesBack()).isNotNull().isNotInstanceOf(CallbackResult.Connected.class);
    }

    @Test
    void anAnswerThatNamesNoScopeGrantedWhatWasAskedFor() {
        given.answer = GRANTED.scope(null).answer();

        assertThat(given.start().comesBack()).isInstanceOf(CallbackResult.Connected.class);
        assertThat(given.stored).extracting(Consent::scope).containsExactly(ClientDouble.REVIEWS);
    }

    @Test
    void moreScopesThanNeededAreFine() {
        String granted = "openid https://www.googleapis.com/auth/userinfo.email " + ClientDouble.REVIEWS;
        given.answer = GRANTED.scope(granted).answer();

        given.start().comesBack();

        assertThat(given.stored).extracting(Consent::scope).containsExactly(granted);
    }
}
