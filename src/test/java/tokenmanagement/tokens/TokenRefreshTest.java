package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.tokens.Tokens.NOON;
import static tokenmanagement.tokens.Tokens.PLAN;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.Undecryptable;

@Timeout(20)
class TokenRefreshTest {
    private final LogCapture log = LogCapture.of(TokenRefresh.class);
    private final TokenRefresh refresh = new TokenRefresh();
    private final BranchToken seen = Tokens.row(Tokens.connected());
    private final BranchToken after = Tokens.row(Tokens.refreshed(NOON));

    /** What happened, in order. */
    private final List<String> events = new ArrayList<>();

    private final Deque<Optional<Lease>> claims = new ArrayDeque<>();
    private Optional<BranchToken> stored = Optional.of(seen);
    private Optional<BranchToken> recorded = Optional.of(after);
    private TokenResponse answer = Grants.of("access-2").answer();

    @BeforeEach
    void putTogether() {
        refresh.tokens = new Rows();
        refresh.google = new Google();
        refresh.cipher = Tokens.CIPHER;
        refresh.node = new Node();
        refresh.patience = Duration.ofMillis(300);
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private final class Rows extends TokenStore {
        @Override
        public Optional<Lease> claim(long clientId, String owner) {
            assertThat(owner).isEqualTo(refresh.node.name());
            events.add("claim");
            return claims.isEmpty() ? Optional.empty() : claims.poll();
        }

        @Override
        public Optional<BranchToken> find(long clientId) {
            return stored;
        }

        @Override
        public Optional<BranchToken> record(Lease lease, TokenResponse response, Cause cause, String node) {
            assertThat(response).isSameAs(answer);
            events.add("record " + cause);
            return recorded;
        }

        @Override
        public void release(Lease lease) {
            events.add("release");
        }

        @Override
        public void unreadable(Lease lease) {
            events.add("unreadable");
        }
    }

    private final class Google extends GoogleAuthorizationServer {
        @Override
        public TokenResponse refresh(ClientCredentials credentials, Secret refreshToken) {
            assertThat(credentials).isEqualTo(ClientDouble.CREDENTIALS);
            events.add("send " + refreshToken.reveal());
            return answer;
        }
    }

    private void leaseIsFree() {
        claims.add(Optional.of(Tokens.lease(Tokens.connected())));
    }

    private void leaseIsTaken() {
        claims.add(Optional.empty());
    }

    @Test
    void winsTheLeaseCallsAndWritesDown() {
        leaseIsFree();

        assertThat(refresh.refresh(seen, Cause.READ)).isSameAs(after);
        assertThat(events).containsExactly("claim", "send refresh-1", "record READ");
    }

    @Test
    void sendsTheRefreshTokenThatWasReadUnderTheLease() {
        Token rotated = Tokens.connected();
        rotated.keep(Secret.of("refresh-2"), Tokens.CIPHER);
        claims.add(Optional.of(Tokens.lease(rotated)));

        refresh.refresh(seen, Cause.READ);

        assertThat(events).contains("send refresh-2");
    }

    @Test
    void whenThePairIsNewerThanWhatWasSeenNothingIsCalled() {
        Token newer = Tokens.refreshed(NOON);
        claims.add(Optional.of(Tokens.lease(newer)));

        BranchToken result = refresh.refresh(seen, Cause.FORCED);

        assertThat(result.token()).containsSame(newer);
        assertThat(events).containsExactly("claim", "release");
    }

    @Test
    void anUnreadableRefreshTokenIsNeitherSentNorOverwritten() {
        leaseIsFree();
        refresh.cipher = Ciphers.of("other:" + "B".repeat(42) + "A=");

        assertThatThrownBy(() -> refresh.refresh(seen, Cause.READ)).isInstanceOf(Undecryptable.class);
        assertThat(events).containsExactly("claim", "unreadable");
    }

    @Test
    void norIsAnUnreadableClientSecret() {
        Lease lease = Lease.of(new ClientDouble(1).unreadable(Ciphers.undecryptable()), Tokens.connected());
        claims.add(Optional.of(lease));

        assertThatThrownBy(() -> refresh.refresh(seen, Cause.READ)).isInstanceOf(Undecryptable.class);
        assertThat(events).containsExactly("claim", "unreadable");
    }

    @Test
    void withoutTheLeaseNothingIsEverCalled() {
        assertThat(refresh.refresh(seen, Cause.READ)).isSameAs(seen);
        assertThat(events).isNotEmpty().containsOnly("claim");
    }

    @Test
    void waitsForTheNodeThatHoldsTheLease() {
        leaseIsTaken();
        stored = Optional.of(after);

        assertThat(refresh.refresh(seen, Cause.READ)).isSameAs(after);
        assertThat(events).containsExactly("claim");
    }

    @Test
    void takesOverALeaseThatRanOut() {
        leaseIsTaken();
        leaseIsTaken();
        leaseIsFree();

        assertThat(refresh.refresh(seen, Cause.READ)).isSameAs(after);
        assertThat(events).containsExactly("claim", "claim", "claim", "send refresh-1", "record READ");
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
        leaseIsTaken();
        stored = Optional.of(outcome);

        assertThat(refresh.refresh(seen, Cause.READ)).isSameAs(outcome);
        assertThat(events).containsExactly("claim");
    }

    @Test
    void aBranchThatIsGoneIsNotWaitedFor() {
        leaseIsTaken();
        stored = Optional.empty();

        assertThat(refresh.refresh(seen, Cause.READ)).isSameAs(seen);
        assertThat(events).containsExactly("claim");
    }

    @Test
    void aBranchThatWentDuringTheCallHasNoToken() {
        leaseIsFree();
        recorded = Optional.empty();

        assertThat(refresh.refresh(seen, Cause.READ).token()).isEmpty();
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
            answer = each;
            leaseIsFree();
            refresh.refresh(seen, Cause.TIMER);
        });

        assertThat(log.records()).hasSize(3);
        assertThat(log.text().split("branch=branch-1", -1)).hasSize(4);
        assertThat(log.text()).doesNotContain("canary", "refresh-1", "access-2");
    }
}
