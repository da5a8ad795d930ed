package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.tokens.Tokens.NOON;
import static tokenmanagement.tokens.Tokens.PLAN;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.Undecryptable;

@Timeout(20)
class TokenRefreshTest {
    private final LogCapture log = LogCapture.of(TokenRefresh.class);
    private final TokenRefreshFixture given = new TokenRefreshFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    @Test
    void winsTheLeaseCallsAndWritesDown() {
        given.leaseIsFree();

        assertThat(given.refresh(Cause.READ)).isSameAs(given.after);
        assertThat(given.events).containsExactly("claim", "send refresh-1", "record READ");
        assertThat(given.written).isSameAs(given.answer);
    }

    /** faults.md row 63: two branches' answers that were mixed up on the way. */
    @Test
    void anAnswerThatSpeaksOfAnotherAccountIsNoAnswer() {
        given.leaseIsFree();
        given.answer =
                Grants.of("access-2").idToken(idTokenOf("another-account")).answer();

        given.refresh(Cause.READ);

        assertThat(given.written)
                .isInstanceOfSatisfying(TokenResponse.Unreachable.class, unusable -> assertThat(unusable.error())
                        .isEqualTo("foreign_id_token"));
    }

    @Test
    void anAnswerThatSpeaksOfTheSameAccountIsOne() {
        given.leaseIsFree();
        given.answer = Grants.of("access-2")
                .idToken(idTokenOf("110169484474386276334"))
                .answer();

        given.refresh(Cause.READ);

        assertThat(given.written).isSameAs(given.answer);
    }

    private static String idTokenOf(String subject) {
        return base64Url("{\"alg\":\"RS256\"}") + "." + base64Url("{\"sub\":\"" + subject + "\"}") + "."
                + base64Url("signature");
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As after a long wait in the queue: another node may hold the lease before the call is over. */
    @Test
    void aLeaseThatDoesNotOutlastACallIsGivenBackUnused() {
        Lease won = Tokens.lease(Tokens.connected());
        long elevenSecondsAgo = System.nanoTime() - Duration.ofSeconds(11).toNanos();

        given.refresh.refresh(
                new Lease(won.client(), won.token(), won.fence(), won.generation(), elevenSecondsAgo), Cause.TIMER);

        assertThat(given.events).containsExactly("release");
    }

    @Test
    void sendsTheRefreshTokenThatWasReadUnderTheLease() {
        Token rotated = Tokens.connected();
        rotated.keep(Secret.of("refresh-2"), Tokens.CIPHER);
        given.leaseIsFree(Tokens.lease(rotated));

        given.refresh(Cause.READ);

        assertThat(given.events).contains("send refresh-2");
    }

    @Test
    void whenThePairIsNewerThanWhatWasSeenNothingIsCalled() {
        Token newer = Tokens.refreshed(NOON);
        given.leaseIsFree(Tokens.lease(newer));

        BranchToken result = given.refresh(Cause.FORCED);

        assertThat(result.token()).containsSame(newer);
        assertThat(given.events).containsExactly("claim", "release");
    }

    @Test
    void anUnreadableRefreshTokenIsNeitherSentNorOverwritten() {
        given.leaseIsFree();
        given.call.cipher = Ciphers.of("other:" + "B".repeat(42) + "A=");

        assertThatThrownBy(() -> given.refresh(Cause.READ)).isInstanceOf(Undecryptable.class);
        assertThat(given.events).containsExactly("claim", "unreadable");
    }

    @Test
    void norIsAnUnreadableClientSecret() {
        Lease lease = Lease.of(
                new ClientDouble(1).unreadable(Ciphers.undecryptable()), Tokens.connected(), System.nanoTime());
        given.leaseIsFree(lease);

        assertThatThrownBy(() -> given.refresh(Cause.READ)).isInstanceOf(Undecryptable.class);
        assertThat(given.events).containsExactly("claim", "unreadable");
    }

    @Test
    void withoutTheLeaseNothingIsEverCalled() {
        assertThat(given.refresh(Cause.READ)).isSameAs(given.seen);
        assertThat(given.events).isNotEmpty().containsOnly("claim");
    }

    @Test
    void waitsForTheNodeThatHoldsTheLease() {
        given.leaseIsTaken();
        given.stored = Optional.of(given.after);

        assertThat(given.refresh(Cause.READ)).isSameAs(given.after);
        assertThat(given.events).containsExactly("claim");
    }

    @Test
    void takesOverALeaseThatRanOut() {
        given.leaseIsTaken();
        given.leaseIsTaken();
        given.leaseIsFree();

        assertThat(given.refresh(Cause.READ)).isSameAs(given.after);
        assertThat(given.events).containsExactly("claim", "claim", "claim", "send refresh-1", "record READ");
    }

    static List<BranchToken> outcomesOfAnotherNode() {
        Token refused = Tokens.connected();
        refused.refused("invalid_grant", PLAN, NOON);
        ClientDouble broken = new ClientDouble(1).misconfigured("invalid_client", Duration.ofMinutes(15));
        return List.of(
                Tokens.row(Tokens.failing(Duration.ofSeconds(1))),
                Tokens.row(refused),
                Tokens.row(Tokens.dead()),
                Tokens.row(Tokens.missingScope()),
                new BranchToken(new ClientDouble(1), Optional.empty()),
                new BranchToken(broken, Optional.of(Tokens.connected())));
    }

    @ParameterizedTest
    @MethodSource("outcomesOfAnotherNode")
    void anotherNodesOutcomeEndsTheWait(BranchToken outcome) {
        given.leaseIsTaken();
        given.stored = Optional.of(outcome);

        assertThat(given.refresh(Cause.READ)).isSameAs(outcome);
        assertThat(given.events).containsExactly("claim");
    }

    @Test
    void aBranchThatIsGoneIsNotWaitedFor() {
        given.leaseIsTaken();
        given.stored = Optional.empty();

        assertThat(given.refresh(Cause.READ)).isSameAs(given.seen);
        assertThat(given.events).containsExactly("claim");
    }

    @Test
    void aBranchThatWentDuringTheCallHasNoToken() {
        given.leaseIsFree();
        given.recorded = Optional.empty();

        assertThat(given.refresh(Cause.READ).token()).isEmpty();
    }

    static Map<Class<?>, TokenResponse> answers() {
        return Map.of(
                TokenResponse.Granted.class,
                        Grants.of("canary-access")
                                .refreshToken("canary-refresh")
                                .answer(),
                TokenResponse.Refused.class, Grants.refused(TokenResponse.Reason.GRANT, "invalid_grant"),
                TokenResponse.Unreachable.class, Grants.unreachable("http_503"));
    }

    @Test
    void everyKindOfAnswerIsLoggedWithItsBranchAndWithoutASecret() {
        assertThat(answers()).containsOnlyKeys(TokenResponse.class.getPermittedSubclasses());

        answers().values().forEach(each -> {
            given.answer = each;
            given.leaseIsFree();
            given.refresh(Cause.TIMER);
        });

        assertThat(log.records()).hasSize(3);
        assertThat(log.text().split("branch=branch-1", -1)).hasSize(4);
        assertThat(log.text()).doesNotContain("canary", "refresh-1", "access-2");
    }

    @Test
    void aFailureThatAnotherNodeWroteDownIsNotRepeatedAtOnce() {
        given.leaseIsTaken();
        given.leaseIsFree(Tokens.lease(Tokens.failing(Duration.ofMinutes(15))));

        given.refresh(Cause.READ);

        assertThat(given.events).containsExactly("claim", "claim", "release");
    }
}
