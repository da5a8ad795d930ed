package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.clients.ClientSecret;
import tokenmanagement.google.IdTokenResult;
import tokenmanagement.platform.LogCapture;

/** Tokens that came for a registration that is gone, or has changed (faults.md row 33). */
class LateConsentTest {
    private final LogCapture log = LogCapture.of(AuthorizationService.class);
    private final ConsentFixture given = new ConsentFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    @Test
    void tokensThatNothingIsLeftToStoreForAreToBeRevoked() {
        CallbackResult result = given.registrationChangesLast().start().comesBack();

        assertThat(result).isEqualTo(new CallbackResult.InvalidState());
        assertThat(given.toRevoke).containsExactly("canary-refresh of subject-1");
        assertThat(log.text()).contains("revoked_at_google=pending").doesNotContain("canary");
    }

    @Test
    void aConsentThatMayBeRepeatedIsNotRevoked() {
        given.answer = ConsentFixture.GRANTED.scope("openid").answer();
        given.start().comesBack();

        assertThat(given.toRevoke).isEmpty();
    }

    @Test
    void nobodyKnowsWhoseSiblingWouldDieWithAForgedIdToken() {
        given.identity = new IdTokenResult.Rejected("signature");
        given.start().comesBack();

        assertThat(given.toRevoke).isEmpty();
    }

    @Test
    void aCodeThatIsExchangedShowsWhichClientSecretIsGood() {
        given.start().comesBack();

        assertThat(given.accepted).containsExactly(ClientSecret.CURRENT);
    }

    @Test
    void thePreviousClientSecretFinishesAConsent() {
        given.client = new ClientDouble(1).withPreviousSecret();
        given.currentSecretIsRefused();

        assertThat(given.start().comesBack()).isInstanceOf(CallbackResult.Connected.class);
        assertThat(given.accepted).containsExactly(ClientSecret.PREVIOUS);
        assertThat(given.toRevoke).isEmpty();
    }
}
