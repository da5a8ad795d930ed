package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.Undecryptable;

/** Reading when no refresh helps. The stored pair was issued at noon and expires at one. */
class UnrefreshedTokenTest {
    private static final Duration EXPIRED = Duration.ofMinutes(61);
    private static final Duration STALE = Duration.ofMinutes(58);

    private final TokenServiceFixture given = new TokenServiceFixture();

    @Test
    void aFailedRefreshNeverHidesATokenThatIsStillValid() {
        given.afterNoon(STALE).refreshBrings(Tokens.failing(STALE.plusSeconds(30)));

        TokenResult.Issued issued = given.issued();

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-1"));
        assertThat(issued.refreshFailed()).isTrue();
        assertThat(issued.expiresIn()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void withoutAValidTokenAFailedRefreshIsTheProvidersMatter() {
        given.afterNoon(EXPIRED).refreshBrings(Tokens.failing(EXPIRED.plusSeconds(30)));

        assertThat(given.read()).isEqualTo(new TokenResult.ProviderUnavailable(Duration.ofSeconds(30)));
    }

    @Test
    void theLastSecondOfLifeIsServedAndNoPartOfIt() {
        given.stored(Tokens.failing(Duration.ofHours(2)));

        assertThat(given.afterNoon(Duration.ofSeconds(3599)).issued().expiresIn())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(given.afterNoon(Duration.ofMillis(1)).read()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    }

    @Test
    void duringAPauseNobodyCalls() {
        given.stored(Tokens.failing(Duration.ofMinutes(70))).afterNoon(STALE);

        assertThat(given.issued().refreshFailed()).isTrue();
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void whileTheBreakerIsOpenAValidTokenIsServedAndNobodyCalls() {
        given.afterNoon(STALE).google.open(Duration.ofSeconds(7));

        assertThat(given.issued().refreshFailed()).isTrue();
        assertThat(given.refreshes).isEmpty();
        assertThat(given.afterNoon(EXPIRED).read())
                .isEqualTo(new TokenResult.ProviderUnavailable(Duration.ofSeconds(7)));
    }

    @Test
    void duringAPauseTheCallerLearnsItsRest() {
        given.stored(Tokens.failing(Duration.ofMinutes(70))).afterNoon(EXPIRED);

        assertThat(given.read()).isEqualTo(new TokenResult.ProviderUnavailable(Duration.ofMinutes(9)));
    }

    @Test
    void aDeadGrantsTokenIsServedWhileItIsValid() {
        given.stored(Tokens.dead()).afterNoon(Duration.ofMinutes(10));

        assertThat(given.issued().refreshFailed()).isTrue();
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void afterThatADeadGrantNeedsAPerson() {
        given.stored(Tokens.dead()).afterNoon(EXPIRED);

        assertThat(given.read()).isEqualTo(new TokenResult.ReauthorizationRequired(1, true));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void aRotationThatWasLostIsNotCalledAWithdrawal() {
        Token lost = Tokens.connected();
        lost.refused("lost_rotation", Tokens.PLAN, NOON);
        lost.refused("lost_rotation", Tokens.PLAN, NOON.plusSeconds(60));
        given.stored(lost).afterNoon(EXPIRED);

        assertThat(given.read()).isEqualTo(new TokenResult.RotationLost(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_request", "invalid_scope", "unsupported_grant_type", "redirect_uri_mismatch"})
    void whatIsOurFaultIsNotCalledAnybodyElses(String error) {
        Token nonsense = Tokens.connected();
        nonsense.unreachable(error, Duration.ofMinutes(15), NOON.plus(EXPIRED));
        given.stored(nonsense).afterNoon(STALE);

        assertThat(given.issued().refreshFailed()).isTrue();
        assertThat(given.afterNoon(Duration.ofMinutes(3)).read()).isEqualTo(new TokenResult.RequestRefused(error));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void aMisconfiguredClientsTokenIsServedWhileItIsValid() {
        given.client(new ClientDouble(1).misconfigured("invalid_client", Duration.ofMinutes(7)))
                .afterNoon(STALE);

        assertThat(given.issued().refreshFailed()).isTrue();
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void afterThatTheClientIsTheOperatorsMatter() {
        given.client(new ClientDouble(1).misconfigured("invalid_client", Duration.ofMinutes(7)))
                .afterNoon(EXPIRED);

        assertThat(given.read())
                .isEqualTo(new TokenResult.ClientMisconfigured("invalid_client", Duration.ofMinutes(7)));
    }

    @Test
    void aRefreshThatBreaksDoesNotHideAValidToken() {
        given.afterNoon(STALE).refreshBreaksWith(Ciphers.undecryptable());

        assertThat(given.issued().refreshFailed()).isTrue();
    }

    @Test
    void withoutAValidTokenABreakIsABug() {
        given.afterNoon(EXPIRED).refreshBreaksWith(Ciphers.undecryptable());

        assertThatThrownBy(given::read).isInstanceOf(Undecryptable.class);
    }

    @Test
    void aNodeWithTooMuchToDoSaysComeBack() {
        given.afterNoon(EXPIRED).refreshBreaksWith(new RejectedExecutionException());

        assertThat(given.read()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    }

    @Test
    void aRefreshThatOutlastsItsCallerIsAFailedOne() {
        given.service.wait.deadline = Duration.ofMillis(20);
        given.refreshNeverEnds().afterNoon(STALE);

        assertThat(given.issued().refreshFailed()).isTrue();
        assertThat(given.afterNoon(EXPIRED).read()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    }

    @Test
    void whatHasBeenStoredMeanwhileIsServed() {
        given.service.wait.deadline = Duration.ofMillis(20);
        given.afterNoon(EXPIRED).refreshEndsWithoutTelling(Tokens.refreshed(NOON.plus(EXPIRED)));

        TokenResult.Issued issued = given.issued();

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(issued.refreshFailed()).isFalse();
    }

    @Test
    void anInterruptedCallerStaysInterrupted() {
        given.refreshNeverEnds().afterNoon(STALE);
        Thread.currentThread().interrupt();

        TokenResult.Issued issued = given.issued();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(issued.refreshFailed()).isTrue();
    }

    /** faults.md row 73: internal-error for that branch, at every read and not only at the first. */
    @Test
    void anUnreadableSecretIsNoMatterOfTheProviderDuringItsPauseEither() {
        Token unreadable = Tokens.connected();
        unreadable.unreachable("stored_secret_unreadable", Duration.ofMinutes(15), NOON.plus(EXPIRED));
        given.stored(unreadable).afterNoon(EXPIRED).refreshBreaksWith(Ciphers.undecryptable());

        assertThatThrownBy(given::read).isInstanceOf(Undecryptable.class);
    }
}
