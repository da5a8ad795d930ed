package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.google.TokenResponse.Reason;

class RefreshFiguresTest {
    private static final Lease LEASE = Tokens.lease(Tokens.connected());
    private static final TokenResponse GRANTED = Grants.of("access-2").answer();

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Grants.unreachable(Kind.NOT_SENT, "x"), "transient"),
                arguments(Grants.unreachable(Kind.TRANSIENT, "x"), "transient"),
                arguments(Grants.unreachable(Kind.AMBIGUOUS, "x"), "ambiguous"),
                arguments(Grants.unreachable(Kind.UNUSABLE, "x"), "rejected_response"),
                arguments(Grants.refused(Reason.GRANT, "x"), "grant_dead"),
                arguments(Grants.refused(Reason.PERSON, "x"), "grant_dead"),
                arguments(Grants.refused(Reason.CLIENT, "x"), "client_broken"),
                arguments(Grants.refused(Reason.REQUEST, "x"), "request_refused"));
    }

    private static String outcome(TokenResponse response, Token after) {
        return RefreshFigures.outcome(LEASE, response, Optional.of(after));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasTheNameOfItsClass(TokenResponse response, String outcome) {
        assertThat(outcome(response, Tokens.connected())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureThatAnotherNodesSuccessOvertookIsALostRace(TokenResponse response, String ignored) {
        assertThat(outcome(response, Tokens.refreshed(Tokens.NOON))).isEqualTo("lost_race");
    }

    @Test
    void aSuccessThatIsStoredIsOne() {
        assertThat(outcome(GRANTED, Tokens.refreshed(Tokens.NOON))).isEqualTo("success");
    }

    @Test
    void aSuccessForABranchThatIsGoneIsALostRace() {
        assertThat(RefreshFigures.outcome(LEASE, GRANTED, Optional.empty())).isEqualTo("lost_race");
    }

    @Test
    void everyRefreshIsCountedWithItsCause() {
        TokenRefreshFixture given = new TokenRefreshFixture();
        given.leaseIsFree();

        given.refresh(Cause.TIMER);

        assertThat(given.metrics
                        .get("tokenmgmt.refresh.attempts")
                        .tags("provider", "google", "outcome", "success", "trigger", "timer")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(given.metrics.get("tokenmgmt.refresh.duration").timer().count())
                .isEqualTo(1);
    }
}
