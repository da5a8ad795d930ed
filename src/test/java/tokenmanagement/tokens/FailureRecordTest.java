package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.CIPHER;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.Secret;
import tokenmanagement.tokens.Token.Status;

/** How long a failure makes the next try wait, and whose matter it is. */
class FailureRecordTest {
    private final TokenRowDouble row = new TokenRowDouble(Tokens.connected());

    private void assertPairIs(String accessToken, String refreshToken) {
        assertThat(row.token().accessToken(CIPHER)).isEqualTo(Secret.of(accessToken));
        assertThat(row.token().refreshToken(CIPHER)).isEqualTo(Secret.of(refreshToken));
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

    /** An answer was lost before: perhaps a new refresh token with it, which nobody withdrew. */
    @Test
    void aRefusalAfterALostAnswerIsALostRotation() {
        TokenRowDouble after = new TokenRowDouble(Tokens.afterALostAnswer());

        after.record(after.lease(), Grants.refused(Reason.GRANT, "invalid_grant"));
        assertThat(after.token().lastError()).contains("lost_rotation");
        assertThat(after.token().status()).isEqualTo(Status.ACTIVE);

        after.clock.advance(Duration.ofSeconds(60));
        after.record(after.lease(), Grants.refused(Reason.GRANT, "invalid_grant"));
        assertThat(after.token().lastError()).contains("lost_rotation");
        assertThat(after.token().status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
        assertThat(after.token().refreshToken(CIPHER)).isEqualTo(Secret.of("refresh-1"));
    }

    @Test
    void aSessionsEndIsOneEvenAfterALostAnswer() {
        TokenRowDouble after = new TokenRowDouble(Tokens.afterALostAnswer());

        after.record(after.lease(), Grants.refused(Reason.PERSON, "admin_policy_enforced"));

        assertThat(after.token().lastError()).contains("admin_policy_enforced");
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
    void anUnreadableRowIsLeftAloneForALongWhile() {
        row.leases.unreadable(row.lease());

        assertThat(row.token().pause(NOON)).isEqualTo(Duration.ofMinutes(15));
        assertThat(row.token().lastError()).contains("stored_secret_unreadable");
        assertThat(row.token().status()).isEqualTo(Status.ACTIVE);
        assertPairIs("access-1", "refresh-1");
    }

    @Test
    void anUnreadableRowIsNoVerdictUnderALostLease() {
        row.leases.unreadable(row.lostLease());

        assertThat(row.token().failures()).isZero();
    }
}
