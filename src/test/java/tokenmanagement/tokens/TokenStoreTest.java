package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.CIPHER;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
        assertThat(row.notes).containsExactly("generation 2 by TIMER on node-1", "client 1 accepted");
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
        assertThat(row.notes).isEmpty();
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
        assertThat(row.notes).isEmpty();
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

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"GRANT", "PERSON"})
    void onlyAGrantsOwnRefusalCondemnsIt(Reason reason) {
        for (int i = 0; i < 3; i++) {
            row.record(row.lease(), Grants.refused(reason, "x"));
            row.clock.advance(Duration.ofHours(1));
        }

        assertThat(row.token().status()).isEqualTo(Status.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"GRANT", "PERSON"})
    void aRefusalIsConfirmedByAnotherOneAMinuteLater(Reason reason) {
        row.record(row.lease(), Grants.refused(reason, "invalid_grant"));
        assertThat(row.token().status()).isEqualTo(Status.ACTIVE);

        row.clock.advance(Duration.ofSeconds(60));
        row.record(row.lease(), Grants.refused(reason, "invalid_grant"));

        assertThat(row.token().status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    }

    @Test
    void aSessionsEndIsNotedAsSuch() {
        TokenResponse response = new TokenResponse.Refused(
                NOON, Duration.ZERO, Optional.of(400), Reason.PERSON, "invalid_grant", Optional.of("invalid_rapt"));

        row.record(row.lease(), response);

        assertThat(row.token().lastError()).contains("invalid_rapt");
    }

    @Test
    void aRefusedClientIsTheClientsMatterAlone() {
        row.record(row.lease(), Grants.refused(Reason.CLIENT, "deleted_client"));

        assertThat(row.notes).containsExactly("client 1 refused: deleted_client");
        assertThat(row.token().failures()).isZero();
        assertThat(row.token().lastError()).isEmpty();
        assertThat(row.token().pause(NOON)).isZero();
    }

    @Test
    void ownNonsenseWaitsForSomebodyToLook() {
        row.record(row.lease(), Grants.refused(Reason.REQUEST, "invalid_request"));

        assertThat(row.token().pause(NOON)).isEqualTo(Duration.ofMinutes(15));
        assertThat(row.token().lastError()).contains("invalid_request");
    }

    @Test
    void retryAfterIsObeyed() {
        TokenResponse busy = new TokenResponse.Unreachable(
                NOON,
                Duration.ZERO,
                Optional.of(429),
                Kind.TRANSIENT,
                "http_429",
                Optional.of(Duration.ofSeconds(120)));

        row.record(row.lease(), busy);

        assertThat(row.token().pause(NOON)).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void thePauseGrowsWithTheFailuresInTheRow() {
        for (int i = 0; i < 5; i++) {
            row.record(row.lease(), Grants.unreachable("http_503"));
        }

        // half of 2^4 seconds, because chance stands still at 0.5
        assertThat(row.token().pause(NOON)).isEqualTo(Duration.ofSeconds(8));
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

    @Test
    void aBranchThatIsGoneIsNotBroughtBack() {
        TokenRowDouble gone = new TokenRowDouble(null);

        assertThat(gone.record(Tokens.lease(Tokens.connected()), granted())).isEmpty();
        assertThat(gone.notes).isEmpty();
    }

    @Test
    void anUnreadableRowIsLeftAloneForALongWhile() {
        row.store.unreadable(row.lease());

        assertThat(row.token().pause(NOON)).isEqualTo(Duration.ofMinutes(15));
        assertThat(row.token().lastError()).contains("stored_secret_unreadable");
        assertThat(row.token().status()).isEqualTo(Status.ACTIVE);
        assertPairIs("access-1", "refresh-1");
    }

    @Test
    void anUnreadableRowIsNoVerdictUnderALostLease() {
        row.store.unreadable(row.lostLease());

        assertThat(row.token().failures()).isZero();
    }

    @Test
    void aConsentStoresItsPair() {
        Optional<Instant> expiresAt = row.store.connect(Tokens.consent(Grants.of("access-9"), "refresh-9"), "node-1");

        assertThat(expiresAt).contains(NOON.plusSeconds(3600));
        assertPairIs("access-9", "refresh-9");
        assertThat(row.notes).containsExactly("generation 2 by CONNECT on node-1", "client 1 accepted");
    }

    @Test
    void theFirstConsentMakesTheRow() {
        TokenRowDouble empty = new TokenRowDouble(null);

        empty.store.connect(Tokens.consent(Grants.of("access-9"), "refresh-9"), "node-1");

        assertThat(empty.token().accessToken(CIPHER)).isEqualTo(Secret.of("access-9"));
        assertThat(empty.token().generation()).isEqualTo(1);
    }

    static List<ClientDouble> clientsThatChangedMeanwhile() {
        return Arrays.asList(new ClientDouble(1).inactive(), new ClientDouble(1).version(2), null);
    }

    @ParameterizedTest
    @MethodSource("clientsThatChangedMeanwhile")
    void aConsentForAnEarlierRegistrationStoresNothing(ClientDouble client) {
        row.client(client);

        assertThat(row.store.connect(Tokens.consent(Grants.of("access-9"), "refresh-9"), "node-1"))
                .isEmpty();
        assertPairIs("access-1", "refresh-1");
    }
}
