package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Sha256;

/** Route 10: the API answered 401 to an access token. */
class RejectedTokenTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final TokenServiceFixture given = new TokenServiceFixture();

    private TokenResult rejected(String accessToken) {
        return given.service.rejected("branch-1", Sha256.hex(accessToken), FIVE_MINUTES);
    }

    @Test
    void theCurrentTokenIsReplacedThoughItHasLifeLeft() {
        given.afterNoon(Duration.ofMinutes(1)).refreshBrings(Tokens.refreshed(NOON.plusSeconds(60)));

        TokenResult.Issued issued = (TokenResult.Issued) rejected("access-1");

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(given.refreshes).containsExactly(Cause.REJECTED);
    }

    @Test
    void anEarlierTokenIsAnsweredWithTheCurrentOne() {
        given.stored(Tokens.refreshed(NOON));

        TokenResult.Issued issued = (TokenResult.Issued) rejected("access-1");

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(issued.refreshFailed()).isFalse();
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void aTokenThatWasIssuedThisMomentIsNotReplaced() {
        given.afterNoon(Duration.ofSeconds(10));

        TokenResult.Issued issued = (TokenResult.Issued) rejected("access-1");

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-1"));
        assertThat(issued.refreshFailed()).isTrue();
        assertThat(given.refreshes).isEmpty();
    }

    @Test
    void aRefreshThatFailsDoesNotHideTheToken() {
        given.afterNoon(Duration.ofMinutes(1)).refreshBrings(Tokens.failing(Duration.ofSeconds(30)));

        TokenResult.Issued issued = (TokenResult.Issued) rejected("access-1");

        assertThat(issued.accessToken()).isEqualTo(Secret.of("access-1"));
        assertThat(issued.refreshFailed()).isTrue();
    }

    @Test
    void aDeadGrantNeedsAPersonWhateverIsRejected() {
        given.stored(Tokens.dead()).afterNoon(Duration.ofHours(2));

        assertThat(rejected("access-1")).isEqualTo(new TokenResult.ReauthorizationRequired(1, true));
    }

    @Test
    void anUnknownBranchIsUnknown() {
        assertThat(given.service.rejected("branch-2", Sha256.hex("access-1"), FIVE_MINUTES))
                .isEqualTo(new TokenResult.Unknown());
    }
}
