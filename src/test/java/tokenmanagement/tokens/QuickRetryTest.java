package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tokenmanagement.tokens.Tokens.NOON;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;

/** Which answers are asked for again at once, and how often (oauth.md §5.5). */
class QuickRetryTest {
    private final LogCapture log = LogCapture.of(TokenRefresh.class);
    private final TokenRefreshFixture given = new TokenRefreshFixture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    static Stream<Arguments> answersThatStay() {
        return Stream.of(
                arguments(Grants.unreachable(Kind.NOT_SENT, "connect_failed"), 3),
                arguments(Grants.unreachable(Kind.NOT_SENT, "unknown_host"), 3),
                arguments(Grants.unreachable(Kind.NOT_SENT, "connect_timeout"), 3),
                arguments(Grants.unreachable(Kind.NOT_SENT, "tls_failed"), 1),
                arguments(Grants.unreachable(Kind.TRANSIENT, "http_503"), 1),
                arguments(Grants.unreachable(Kind.TRANSIENT, "http_429"), 1),
                arguments(Grants.unreachable(Kind.AMBIGUOUS, "timeout"), 1),
                arguments(Grants.unreachable(Kind.AMBIGUOUS, "no_answer"), 1),
                arguments(Grants.unreachable(Kind.UNUSABLE, "not_json"), 2),
                arguments(unusableWithARefreshToken(), 1),
                arguments(Grants.refused(Reason.GRANT, "invalid_grant"), 1),
                arguments(Grants.refused(Reason.PERSON, "admin_policy_enforced"), 1),
                arguments(Grants.refused(Reason.CLIENT, "invalid_client"), 1),
                arguments(Grants.refused(Reason.REQUEST, "invalid_request"), 1),
                arguments(Grants.of("access-2").answer(), 1));
    }

    private static TokenResponse unusableWithARefreshToken() {
        return new TokenResponse.Unreachable(
                NOON,
                Duration.ZERO,
                Optional.of(200),
                Kind.UNUSABLE,
                "bad_access_token",
                Optional.empty(),
                Optional.of(Secret.of("refresh-2")));
    }

    private List<String> sent() {
        return given.events.stream().filter(event -> event.startsWith("send")).toList();
    }

    @ParameterizedTest
    @MethodSource("answersThatStay")
    void anAnswerThatStaysIsWrittenDownAfterSoManyCalls(TokenResponse answer, int calls) {
        given.leaseIsFree();
        given.answer = answer;

        given.refresh(Cause.READ);

        assertThat(sent()).hasSize(calls);
        assertThat(given.written).isSameAs(answer);
    }

    /** As much of the lease is left as one call needs, and no more. */
    @Test
    void nothingIsRepeatedWhenTheLeaseMightRunOutMeanwhile() {
        Lease won = Tokens.lease(Tokens.connected());
        long almostTenSecondsAgo = System.nanoTime() - Duration.ofMillis(9800).toNanos();
        Lease lease = new Lease(won.client(), won.token(), won.fence(), won.generation(), almostTenSecondsAgo);
        given.answer = Grants.unreachable(Kind.NOT_SENT, "connect_failed");
        given.whileSending = () -> await().until(() -> !lease.outlastsACall(System.nanoTime()));

        given.refresh.refresh(lease, Cause.READ);

        assertThat(sent()).hasSize(1);
    }

    @Test
    void aCallThatGetsThroughInTheEndIsASuccess() {
        given.leaseIsFree();
        given.next.addAll(Collections.nCopies(2, Grants.unreachable(Kind.NOT_SENT, "connect_failed")));

        given.refresh(Cause.READ);

        assertThat(given.written).isSameAs(given.answer);
    }

    /** The unusable answer may have brought the successor of the refresh token that is refused now. */
    @Test
    void aRefusalRightAfterAnUnusableAnswerIsNoVerdict() {
        TokenResponse unusable = Grants.unreachable(Kind.UNUSABLE, "bad_json");
        given.leaseIsFree();
        given.next.add(unusable);
        given.answer = Grants.refused(Reason.GRANT, "invalid_grant");

        given.refresh(Cause.READ);

        assertThat(given.written).isSameAs(unusable);
    }

    @Test
    void whatSomebodyMustLookAtIsAnAlarm() {
        for (TokenResponse alarming : List.of(
                Grants.unreachable(Kind.NOT_SENT, "tls_failed"), Grants.refused(Reason.REQUEST, "invalid_scope"))) {
            given.leaseIsFree();
            given.answer = alarming;
            given.refresh(Cause.TIMER);
        }

        assertThat(log.records()).hasSize(2).allMatch(record -> record.getLevel() == Level.SEVERE);
    }
}
