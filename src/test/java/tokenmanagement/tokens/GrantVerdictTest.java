package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.security.AuditEvent;

/** What ends the refreshing of a branch stands in the audit trail. */
class GrantVerdictTest {
    private final TokenRefreshFixture given = new TokenRefreshFixture();

    static List<Arguments> verdicts() {
        ClientDouble broken = new ClientDouble(1).misconfigured("invalid_client", Duration.ofMinutes(15));
        return List.of(
                arguments(Tokens.row(Tokens.dead()), "reauthorization-required"),
                arguments(Tokens.row(Tokens.missingScope()), "missing-scope"),
                arguments(new BranchToken(broken, Optional.of(Tokens.connected())), "client-misconfigured"));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void aVerdictIsAnEntryByItsNode(BranchToken outcome, String result) {
        given.leaseIsFree();
        given.recorded = Optional.of(outcome);

        given.refresh(Cause.TIMER);

        assertThat(given.audit.events())
                .containsExactly(AuditEvent.byNode(given.refresh.node.name(), "grant.judge")
                        .about(outcome.client().branchId(), 1)
                        .ended(result));
    }

    @Test
    void aSuccessIsNone() {
        given.leaseIsFree();

        given.refresh(Cause.TIMER);

        assertThat(given.audit.events()).isEmpty();
    }
}
