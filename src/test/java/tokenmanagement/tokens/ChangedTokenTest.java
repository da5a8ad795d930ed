package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.tokens.Token.Status;

/** What an operator's order does to a stored pair. */
class ChangedTokenTest {
    private static void needs(Token token, String... scopes) {
        token.needs(Scopes.covering(List.of(scopes)));
    }

    @Test
    void aBranchThatIsDisconnectedHasNoTokensAndNoTroubleLeft() {
        Token token = Tokens.failing(Duration.ofMinutes(5));

        token.disconnected();

        assertThat(token.status()).isEqualTo(Status.REVOKED);
        assertThat(token)
                .extracting("accessTokenCiphertext", "refreshTokenCiphertext")
                .containsOnlyNulls();
        assertThat(token.generation()).isEqualTo(2);
        assertThat(token.fence()).isEqualTo(1);
        assertThat(token.isSettled()).isTrue();
        assertThat(token.failures()).isZero();
    }

    @Test
    void scopesThatTheGrantLacksAreNoticedAtOnceAndForgivenAtOnce() {
        Token token = Tokens.connected();

        needs(token, ClientDouble.REVIEWS, "https://www.googleapis.com/auth/calendar");
        assertThat(token.status()).isEqualTo(Status.MISSING_SCOPE);

        needs(token, ClientDouble.REVIEWS);
        assertThat(token.status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void otherScopesReviveNeitherADeadGrantNorADisconnectedBranch() {
        Token dead = Tokens.dead();
        Token disconnected = Tokens.connected();
        disconnected.disconnected();

        needs(dead, ClientDouble.REVIEWS);
        needs(disconnected, ClientDouble.REVIEWS);

        assertThat(dead.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
        assertThat(disconnected.status()).isEqualTo(Status.REVOKED);
    }

    @Test
    void whatIsMadeDueWaitsForNothing() {
        Token token = Tokens.failing(Duration.ofMinutes(5));

        token.due(NOON);

        assertThat(token.pause(NOON)).isZero();
        assertThat(token).extracting("nextRefreshAt").isEqualTo(NOON);
    }
}
