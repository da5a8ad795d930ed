package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.google.TokenResponse.Reason;
import tokenmanagement.platform.Secret;

/** The stored refresh token is dead, and others came late: one of them may be the living one. */
class LateTokenTest {
    private static final TokenResponse DEAD = Grants.refused(Reason.GRANT, "invalid_grant");

    private final TokenRefreshFixture given = new TokenRefreshFixture();

    @BeforeEach
    void theStoredOneIsDead() {
        given.leaseIsFree();
        given.answers.put("refresh-1", DEAD);
        given.late = List.of(Secret.of("late-2"), Secret.of("late-1"));
    }

    private Optional<Secret> writtenRefreshToken() {
        return ((TokenResponse.Granted) given.written).refreshToken();
    }

    @Test
    void theNewestIsTriedFirstAndBecomesTheStoredOne() {
        given.refresh(Cause.READ);

        assertThat(given.events).containsExactly("claim", "send refresh-1", "renew", "send late-2", "record READ");
        assertThat(writtenRefreshToken()).contains(Secret.of("late-2"));
    }

    @Test
    void itsSuccessorIsStoredWhenOneComesWithTheAnswer() {
        given.answer = Grants.of("access-2").refreshToken("refresh-3").answer();

        given.refresh(Cause.READ);

        assertThat(writtenRefreshToken()).contains(Secret.of("refresh-3"));
    }

    @Test
    void theNextOneIsTriedWhenItIsDeadToo() {
        given.answers.put("late-2", DEAD);

        given.refresh(Cause.READ);

        assertThat(writtenRefreshToken()).contains(Secret.of("late-1"));
    }

    @Test
    void theBranchIsCondemnedOnlyWhenAllAreDead() {
        given.answer = DEAD;

        given.refresh(Cause.READ);

        assertThat(given.events).contains("send late-2", "send late-1");
        assertThat(given.written).isSameAs(DEAD);
    }

    @Test
    void norWhenOneCouldNotBeTried() {
        TokenResponse away = Grants.unreachable("http_503");
        given.answers.put("late-2", away);

        given.refresh(Cause.READ);

        assertThat(given.written).isSameAs(away);
        assertThat(given.events).doesNotContain("send late-1");
    }

    @Test
    void withoutTheLeaseNothingMoreIsSent() {
        given.leaseIsLost = true;

        given.refresh(Cause.READ);

        assertThat(given.written).isSameAs(DEAD);
        assertThat(given.events).doesNotContain("send late-2");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GRANT")
    void whatIsNoMatterOfTheRefreshTokenTriesNoOther(Reason reason) {
        given.answers.put("refresh-1", Grants.refused(reason, "x"));

        given.refresh(Cause.READ);

        assertThat(given.events).containsExactly("claim", "send refresh-1", "record READ");
    }
}
