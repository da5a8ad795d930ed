package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.CIPHER;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.Secret;
import tokenmanagement.tokens.Token.Status;

/** What is written down after a call: judged by generation and fence. */
class TokenStoreTest {
    private final TokenRowDouble row = new TokenRowDouble(Tokens.connected());

    private static TokenResponse.Granted granted() {
        return Grants.of("access-2").refreshToken("refresh-2").answer();
    }

    private void assertPairIs(String accessToken, String refreshToken) {
        assertThat(row.token().accessToken(CIPHER)).isEqualTo(Secret.of(accessToken));
        assertThat(row.token().refreshToken(CIPHER)).isEqualTo(Secret.of(refreshToken));
    }

    static List<TokenResponse> failures() {
        return List.of(
                Grants.refused(Reason.GRANT, "invalid_grant"),
                Grants.refused(Reason.PERSON, "invalid_grant"),
                Grants.refused(Reason.CLIENT, "invalid_client"),
                Grants.refused(Reason.REQUEST, "invalid_request"),
                Grants.unreachable("http_503"));
    }

    @Test
    void aSuccessIsStoredWithItsHistory() {
        Optional<BranchToken> after = row.record(row.lease(), granted());

        assertPairIs("access-2", "refresh-2");
        assertThat(after.flatMap(BranchToken::token)).containsSame(row.token());
        assertThat(row.notes)
                .containsExactly("generation 2 by TIMER on node-1", "late ones dropped", "client 1 accepted");
    }

    @Test
    void aSuccessIsTheTruthEvenWhenItsLeaseRanOut() {
        row.record(row.lostLease(), granted());

        assertPairIs("access-2", "refresh-2");
        assertThat(row.token().generation()).isEqualTo(2);
    }

    @Test
    void aSuccessThatComesAfterANewerPairChangesNothing() {
        row.record(row.outrunLease(), granted());

        assertPairIs("access-1", "refresh-1");
        assertThat(row.token().generation()).isEqualTo(1);
        assertThat(row.notes).containsExactly("late Granted");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureUnderALostLeaseMayBeAnEchoAndChangesNothing(TokenResponse failure) {
        row.record(row.lostLease(), failure);

        assertThat(row.token().failures()).isZero();
        assertThat(row.token().status()).isEqualTo(Status.ACTIVE);
        assertThat(row.notes).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void soMayOneThatComesAfterANewerPair(TokenResponse failure) {
        row.record(row.outrunLease(), failure);

        assertThat(row.token().failures()).isZero();
        assertThat(row.notes).containsExactly("late " + failure.getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noFailureTouchesThePair(TokenResponse failure) {
        row.record(row.lease(), failure);
        row.clock.advance(Duration.ofSeconds(61));
        row.record(row.lease(), failure);

        assertPairIs("access-1", "refresh-1");
        assertThat(row.token().generation()).isEqualTo(1);
    }

    @Test
    void aNewRefreshTokenOfAnUnusableAnswerIsStoredFirst() {
        TokenResponse unusable = new TokenResponse.Unreachable(
                NOON,
                Duration.ZERO,
                Optional.of(200),
                Kind.UNUSABLE,
                "no_access_token",
                Optional.empty(),
                Optional.of(Secret.of("refresh-2")));

        row.record(row.lostLease(), unusable);
        assertPairIs("access-1", "refresh-2");
        assertThat(row.token().failures()).isZero();

        row.record(row.lease(), unusable);
        assertThat(row.token().failures()).isEqualTo(1);
    }

    /** Two nodes have used one refresh token; the server that forgives no reuse kills the successor, too. */
    @Test
    void aReusedRefreshTokenMakesItsSuccessorsRefusalALostRotation() {
        Lease first = Tokens.lease(Tokens.connected());
        row.record(row.lease(), granted());

        row.record(first, Grants.refused(Reason.GRANT, "invalid_grant"));

        assertThat(row.token().failures()).isZero();
        assertThat(row.token().lostAnAnswer()).isTrue();
    }

    @Test
    void aRefreshTokenThatNobodyReplacedIsNoReused() {
        Lease first = Tokens.lease(Tokens.connected());
        row.record(row.lease(), Grants.of("access-2").answer());

        row.record(first, Grants.refused(Reason.GRANT, "invalid_grant"));

        assertThat(row.token().lostAnAnswer()).isFalse();
    }

    @Test
    void aBranchThatIsGoneIsNotBroughtBack() {
        TokenRowDouble gone = new TokenRowDouble(null);

        assertThat(gone.record(
                        Tokens.lease(Tokens.connected()), Grants.of("access-2").answer()))
                .isEmpty();
        assertThat(gone.notes).isEmpty();
    }

    @Test
    void aLateSuccessDoesNotBringADisconnectedBranchBack() {
        Lease lease = row.lease();
        row.token().disconnected();

        row.record(lease, Grants.of("access-2").answer());

        assertThat(row.token().status()).isEqualTo(Status.REVOKED);
        assertThat(row.token()).extracting("accessTokenCiphertext").isNull();
        assertThat(row.notes).isEmpty();
    }

    @Test
    void aNewRefreshTokenThatComesTooLateIsToBeRevoked() {
        Lease lease = row.lease();
        row.token().disconnected();
        TokenRowDouble gone = new TokenRowDouble(null);

        row.record(lease, granted());
        gone.record(Tokens.lease(Tokens.connected()), granted());

        assertThat(row.notes).containsExactly("to revoke: refresh-2 of 110169484474386276334");
        assertThat(gone.notes).containsExactly("to revoke: refresh-2 of 110169484474386276334");
        assertThat(row.token()).extracting("refreshTokenCiphertext").isNull();
    }

    @Test
    void aSuccessIsJudgedByTheScopesThatAreNeededNow() {
        Lease lease = row.lease();
        row.client(new ClientDouble(1).scopes("https://www.googleapis.com/auth/calendar"));

        row.record(lease, granted());

        assertThat(row.token().status()).isEqualTo(Status.MISSING_SCOPE);
    }
}
