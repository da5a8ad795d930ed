package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.Undecryptable;

/** Reading. The stored pair was issued at noon and expires at one. */
class TokenServiceTest {
    private static final Duration EXPIRED = Duration.ofMinutes(61);
    private static final Duration STALE = Duration.ofMinutes(58);

    private final LogCapture log = LogCapture.of(RefreshWait.class);
    private final TokenServiceFixture given = new TokenServiceFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private static Token refreshedAfter(Duration sinceNoon) {
        return Tokens.refreshed(NOON.plus(sinceNoon));
    }

    @Test
    void aFreshTokenIsHandedOutAsItIs() {
        TokenResult.Issued issued = given.afterNoon(Duration.ofMinutes(10)).issued();

        assertThat(issued)
                .isEqualTo(new TokenResult.Issued(
                        1,
                        "branch-1",
                        Secret.of("access-1"),
                        ClientDouble.REVIEWS,
                        NOON.plusSeconds(3600),
                        Duration.ofMinutes(50),
                        false));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void exactlyTheMarginIsEnough() {
        assertThat(given.afterNoon(Duration.ofMinutes(55)).issued().accessToken())
                .isEqualTo(Secret.of("access-1"));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void lessThanTheMarginIsRefreshedFirst() {
        Duration later = Duration.ofMinutes(55).plusMillis(1);
        given.afterNoon(later).refreshBrings(refreshedAfter(later));

        assertThat(given.issued().accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(given.refreshes).containsExactly(Cause.READ);
    }

    @ParameterizedTest
    @CsvSource({"PT10M, PT50M, 0", "PT10M, PT50M0.001S, 1", "PT58M, PT0S, 0", "PT58M, PT2M, 0", "PT58M, PT2M1S, 1"})
    void theCallerDecidesTheMargin(Duration later, Duration asked, int refreshes) {
        given.afterNoon(later).refreshBrings(refreshedAfter(later));

        assertThat(given.read(asked)).isInstanceOf(TokenResult.Issued.class);
        assertThat(given.refreshes).hasSize(refreshes);
    }

    @Test
    void anExpiredTokenIsRefreshedFirst() {
        given.afterNoon(EXPIRED).refreshBrings(refreshedAfter(EXPIRED));

        TokenResult.Issued issued = given.issued();

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(issued.refreshFailed()).isFalse();
        assertThat(issued.expiresIn()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void afterThePauseTheNextReadTriesAgain() {
        given.stored(Tokens.failing(STALE)).afterNoon(STALE).refreshBrings(refreshedAfter(STALE));

        assertThat(given.issued().accessToken()).isEqualTo(Secret.of("access-2"));
    }

    @Test
    void anUnknownBranchIsUnknown() {
        assertThat(given.service.accessToken("branch-2", Duration.ZERO)).isEqualTo(new TokenResult.Unknown());
    }

    @Test
    void anInactiveBranchIsUnknownHoweverGoodItsToken() {
        given.client(new ClientDouble(1).inactive());

        assertThat(given.read()).isEqualTo(new TokenResult.Unknown());
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void aBranchThatWasNeverConnectedNeedsAPerson() {
        assertThat(given.neverConnected().read()).isEqualTo(new TokenResult.ReauthorizationRequired(1, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT58M", "PT61M"})
    void aTokenThatLacksAScopeIsNeverServed(Duration later) {
        given.stored(Tokens.missingScope()).afterNoon(later);

        assertThat(given.read()).isEqualTo(new TokenResult.MissingScope(1));
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void norWhenTheRefreshLostTheScope() {
        given.afterNoon(STALE).refreshBrings(Tokens.missingScope());

        assertThat(given.read()).isEqualTo(new TokenResult.MissingScope(1));
    }

    @Test
    void aMisconfiguredClientIsProbedWhenItsPauseIsOver() {
        given.client(new ClientDouble(1).misconfigured("invalid_client", Duration.ZERO))
                .afterNoon(STALE)
                .refreshBrings(refreshedAfter(STALE));

        assertThat(given.issued().accessToken()).isEqualTo(Secret.of("access-2"));
    }

    @Test
    void aTokenThatWasJustIssuedIsNotRefreshedAtOnce() {
        given.stored(Tokens.connected(Duration.ofSeconds(20))).afterNoon(Duration.ofSeconds(19));

        assertThat(given.issued().refreshFailed()).isFalse();
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void anUnreadableRowFailsAndSaysSo() {
        given.service.answers.cipher = Ciphers.of("other:" + "B".repeat(42) + "A=");

        assertThatThrownBy(given::read).isInstanceOf(Undecryptable.class).hasMessageContaining("tokens.access_token");
        assertThat(given.refreshes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59M59.5S", "PT60M", "PT61M", "PT24H"})
    void aTokenWithoutASecondOfLifeIsNeverFresh(Duration later) {
        given.afterNoon(later).refreshBrings(refreshedAfter(later));

        TokenResult.Issued issued = (TokenResult.Issued) given.read(Duration.ZERO);

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-2"));
    }
}
