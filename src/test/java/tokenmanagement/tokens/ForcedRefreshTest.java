package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.BranchLimits;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.Undecryptable;

/** Route 4: refresh now. */
class ForcedRefreshTest {
    private final LogCapture log = LogCapture.of(RefreshWait.class);
    private final TokenServiceFixture given = new TokenServiceFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private TokenResult refreshed() {
        return given.service.refresh(1, BranchLimits.NONE);
    }

    @Test
    void evenAFreshTokenIsRefreshed() {
        given.afterNoon(Duration.ofMinutes(1)).refreshBrings(Tokens.refreshed(NOON.plusSeconds(60)));

        TokenResult.Issued issued = (TokenResult.Issued) refreshed();

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(issued.refreshFailed()).isFalse();
        assertThat(given.refreshes).containsExactly(Cause.FORCED);
    }

    @Test
    void theOldTokenIsNoSubstituteForTheOneAskedFor() {
        given.refreshBrings(Tokens.failing(Duration.ofSeconds(30)));

        assertThat(refreshed()).isEqualTo(new TokenResult.ProviderUnavailable(Duration.ofSeconds(30)));
    }

    @Test
    void aRefusalThatIsNotYetBelievedAsksForPatience() {
        Token doubted = Tokens.connected();
        doubted.refused("invalid_grant", Tokens.PLAN, NOON);

        assertThat(given.refreshBrings(doubted).service.refresh(1, BranchLimits.NONE))
                .isEqualTo(new TokenResult.ProviderUnavailable(Duration.ofSeconds(60)));
    }

    @Test
    void aBelievedRefusalNeedsAPerson() {
        given.refreshBrings(Tokens.dead());

        assertThat(refreshed()).isEqualTo(new TokenResult.ReauthorizationRequired(1, true));
    }

    @Test
    void aRefusedClientIsTheOperatorsMatter() {
        given.refreshBrings(
                new ClientDouble(1).misconfigured("invalid_client", Duration.ofMinutes(15)), Tokens.connected());

        assertThat(refreshed())
                .isEqualTo(new TokenResult.ClientMisconfigured("invalid_client", Duration.ofMinutes(15)));
    }

    @Test
    void aRefreshThatLostAScopeIsNotServed() {
        given.refreshBrings(Tokens.missingScope());

        assertThat(refreshed()).isEqualTo(new TokenResult.MissingScope(1));
    }

    @Test
    void whileTheBreakerIsOpenNobodyIsCalled() {
        given.google.open(Duration.ofSeconds(7));

        assertThat(refreshed()).isEqualTo(new TokenResult.ProviderUnavailable(Duration.ofSeconds(7)));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void aDeadGrantIsNotSentAgain() {
        given.stored(Tokens.dead());

        assertThat(refreshed()).isEqualTo(new TokenResult.ReauthorizationRequired(1, true));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void whatWasNeverConnectedCannotBeRefreshed() {
        assertThat(given.neverConnected().service.refresh(1, BranchLimits.NONE))
                .isEqualTo(new TokenResult.ReauthorizationRequired(1, false));
    }

    @Test
    void anUnknownOrInactiveClientIsUnknown() {
        assertThat(given.service.refresh(2, BranchLimits.NONE)).isEqualTo(new TokenResult.Unknown());
        assertThat(given.client(new ClientDouble(1).inactive()).service.refresh(1, BranchLimits.NONE))
                .isEqualTo(new TokenResult.Unknown());
    }

    @Test
    void theStoredRefreshTokenIsThereForWhoMaySeeIt() {
        assertThat(given.service.refreshToken(1)).contains(Secret.of("refresh-1"));
        assertThat(given.neverConnected().service.refreshToken(1)).isEmpty();
        assertThat(given.service.refreshToken(2)).isEmpty();
    }

    /** As when the pair was committed between the caller's look at the row and the end of the refresh it joined. */
    @Test
    void aPairThatIsStoredWhileTheCallerComesIsTheNewOne() {
        Token pair = Tokens.refreshed(NOON);
        given.stored(pair).refreshBrings(pair);

        assertThat(((TokenResult.Issued) refreshed()).accessToken()).isEqualTo(Secret.of("access-2"));
    }

    @Test
    void anUnreadableSecretIsNoMatterOfTheProvider() {
        given.refreshBreaksWith(Ciphers.undecryptable());

        assertThatThrownBy(this::refreshed).isInstanceOf(Undecryptable.class);
    }

    @Test
    void aRefreshThatOutlastsItsCallerIsNone() {
        given.service.wait.deadline = Duration.ofMillis(20);
        given.refreshNeverEnds();

        assertThat(refreshed()).isInstanceOf(TokenResult.ProviderUnavailable.class);
    }

    @Test
    void aNewPairThatWasStoredMeanwhileIsTheOneAskedFor() {
        given.service.wait.deadline = Duration.ofMillis(20);
        given.refreshEndsWithoutTelling(Tokens.refreshed(NOON));

        assertThat(((TokenResult.Issued) refreshed()).accessToken()).isEqualTo(Secret.of("access-2"));
    }

    /** oauth.md §5.5: Retry-After wins. */
    @Test
    void theWaitThatTheAuthorizationServerAsksForHoldsEvenSo() {
        Token busy = Tokens.connected();
        busy.askedToWait("http_429", Duration.ofSeconds(120), NOON);
        given.stored(busy).afterNoon(Duration.ofSeconds(20));

        assertThat(refreshed()).isEqualTo(new TokenResult.ProviderUnavailable(Duration.ofSeconds(100)));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void thisServicesOwnPatienceDoesNot() {
        given.stored(Tokens.failing(Duration.ofMinutes(15))).refreshBrings(Tokens.refreshed(NOON));

        assertThat(refreshed()).isInstanceOf(TokenResult.Issued.class);
    }

    @Test
    void aClientBeyondTheLimitsOfTheCallerIsUnknown() {
        assertThat(given.service.refresh(1, BranchLimits.to(List.of("another"))))
                .isEqualTo(new TokenResult.Unknown());
        assertThat(given.refreshes).isEmpty();
    }
}
