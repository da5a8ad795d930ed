package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.google.IdTokenResult;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.tokens.Consent;
import tokenmanagement.tokens.Grants;

/** Whose consent counts for a branch. */
class ConsentAccountTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"owner@example.com", "Owner@Example.COM"})
    void aStrangersAccountMustBeTheWorkspaces(String email) {
        given.identity = account(email, true);

        assertThat(given.start().comesBack()).isInstanceOf(CallbackResult.Connected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"eve@example.com", "owner@example.com.evil.example", "owner@example.co", " owner@example.com"})
    void everyOtherAccountIsTheWrongOne(String email) {
        given.identity = account(email, true);

        assertThat(given.start().comesBack()).isEqualTo(new CallbackResult.WrongAccount());
        assertThat(given.stored).isEmpty();
    }

    @Test
    void anAddressThatGoogleDoesNotVouchForProvesNothing() {
        given.identity = account("owner@example.com", false);
        assertThat(given.start().comesBack()).isEqualTo(new CallbackResult.WrongAccount());

        given.identity = account(null, true);
        assertThat(given.start().comesBack()).isEqualTo(new CallbackResult.WrongAccount());
        assertThat(given.stored).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOBODY")
    void anyAccountWillDoWhereSomebodyVouches(VouchedBy vouchedBy) {
        given.identity = account("somebody@else.example", true);

        assertThat(given.start(vouchedBy).comesBack()).isInstanceOf(CallbackResult.Connected.class);
        assertThat(given.stored).extracting(Consent::subject).containsExactly("subject-2");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOBODY")
    void aForgedIdTokenWillNotDoThereEither(VouchedBy vouchedBy) {
        given.identity = new IdTokenResult.Rejected("nonce");

        assertThat(given.start(vouchedBy).comesBack()).isEqualTo(new CallbackResult.IdentityUnproven());
    }

    @Test
    void anUnverifiedAddressIsNotRemembered() {
        given.identity = account("owner@example.com", false);

        given.start(VouchedBy.ADMINISTRATOR).comesBack();

        assertThat(given.stored).extracting(Consent::email).containsExactly(Optional.empty());
    }
}
