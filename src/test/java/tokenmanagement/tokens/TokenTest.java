package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.CIPHER;
import static tokenmanagement.tokens.Tokens.NOON;
import static tokenmanagement.tokens.Tokens.PLAN;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.platform.Secret;
import tokenmanagement.tokens.Token.Status;

/** The verbs that bring something. */
class TokenTest {
    private final Token token = Tokens.connected();

    @Test
    void aConsentBringsThePair() {
        assertThat(token.accessToken(CIPHER)).isEqualTo(Secret.of("access-1"));
        assertThat(token.refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-1"));
        assertThat(token.status()).isEqualTo(Status.ACTIVE);
        assertThat(token.generation()).isEqualTo(1);
        assertThat(token.scope()).isEqualTo(ClientDouble.REVIEWS);
    }

    @Test
    void keepsTheOldRefreshTokenWhenNoneComes() {
        Tokens.refresh(token, Grants.of("access-2"));

        assertThat(token.accessToken(CIPHER)).isEqualTo(Secret.of("access-2"));
        assertThat(token.refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-1"));
    }

    @Test
    void replacesTheOldRefreshTokenWhenANewOneComes() {
        Tokens.refresh(token, Grants.of("access-2").refreshToken("refresh-2"));

        assertThat(token.refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-2"));
    }

    @Test
    void everyStoredPairCounts() {
        Tokens.refresh(token, Grants.of("access-2"));
        Tokens.refresh(token, Grants.of("access-3"));

        assertThat(token.generation()).isEqualTo(3);
    }

    @Test
    void lifeCountsFromWhenTheRequestLeft() {
        Grants slow = Grants.of("access-2").sentAt(NOON.plusSeconds(100), Duration.ofSeconds(9));

        Tokens.refresh(token, slow.expiresIn(Duration.ofSeconds(3599)));

        assertThat(token.expiresAt()).isEqualTo(NOON.plusSeconds(100 + 3599));
        assertThat(token.life()).isEqualTo(Duration.ofSeconds(3599));
        assertThat(token.age(NOON.plusSeconds(110))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aLifeThatWasNotAnnouncedIsTakenToBeShort() {
        Tokens.refresh(token, Grants.of("access-2").expiresIn(null));

        assertThat(token.life()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({"0, 3600", "3599, 1", "3600, 0", "3601, 0", "999999, 0"})
    void whatRemainsIsNeverNegative(long secondsLater, long remaining) {
        assertThat(token.remaining(NOON.plusSeconds(secondsLater))).isEqualTo(Duration.ofSeconds(remaining));
    }

    @Test
    void successClearsEveryTraceOfFailure() {
        token.unreachable("http_503", Duration.ofMinutes(15), NOON);
        token.refused("invalid_grant", PLAN, NOON);

        Tokens.refresh(token, Grants.of("access-2"));

        assertThat(token.failures()).isZero();
        assertThat(token.lastError()).isEmpty();
        assertThat(token.pause(NOON)).isZero();
    }

    @Test
    void aRefusalBeforeASuccessConfirmsNothingAfterIt() {
        token.refused("invalid_grant", PLAN, NOON);
        Tokens.refresh(token, Grants.of("access-2"));

        token.refused("invalid_grant", PLAN, NOON.plusSeconds(600));

        assertThat(token.status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void aScopeThatIsNotNamedIsUnchanged() {
        Tokens.refresh(token, Grants.of("access-2").scope(null));

        assertThat(token.scope()).isEqualTo(ClientDouble.REVIEWS);
        assertThat(token.status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void aLostScopeIsStoredWithThePairThatLostIt() {
        Tokens.refresh(token, Grants.of("access-2").scope("openid").refreshToken("refresh-2"));

        assertThat(token.status()).isEqualTo(Status.MISSING_SCOPE);
        assertThat(token.scope()).isEqualTo("openid");
        assertThat(token.refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-2"));
    }

    @Test
    void anAnswerToARefreshRevivesWhatWasThoughtDead() {
        Token dead = Tokens.dead();

        Tokens.refresh(dead, Grants.of("access-2"));

        assertThat(dead.status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void aReconnectReplacesWhateverWasThere() {
        Token dead = Tokens.dead();

        dead.connected(Tokens.consent(Grants.of("access-9"), "refresh-9"), CIPHER, PLAN);

        assertThat(dead.status()).isEqualTo(Status.ACTIVE);
        assertThat(dead.accessToken(CIPHER)).isEqualTo(Secret.of("access-9"));
        assertThat(dead.refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-9"));
        assertThat(dead.generation()).isEqualTo(2);
        assertThat(dead.failures()).isZero();
    }

    @Test
    void aRefreshTokenOfAnUnusableAnswerIsKeptAlone() {
        token.keep(Secret.of("refresh-2"), CIPHER);

        assertThat(token.refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-2"));
        assertThat(token.accessToken(CIPHER)).isEqualTo(Secret.of("access-1"));
        assertThat(token.generation()).isEqualTo(1);
    }
}
