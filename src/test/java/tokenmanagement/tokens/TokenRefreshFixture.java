package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.NOON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.clients.ClientSecret;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.IdTokenVerifier;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.AuditTrailDouble;

/** One refresh: a test says who holds the lease and how Google answers, and sees what happened, in order. */
final class TokenRefreshFixture {
    final TokenRefresh refresh = new TokenRefresh();
    final RefreshCall call = new RefreshCall();
    final BranchToken seen = Tokens.row(Tokens.connected());
    final BranchToken after = Tokens.row(Tokens.refreshed(NOON));

    /** What happened, in order. */
    final List<String> events = new ArrayList<>();

    private final Deque<Optional<Lease>> claims = new ArrayDeque<>();
    Optional<BranchToken> stored = Optional.of(seen);
    Optional<BranchToken> recorded = Optional.of(after);
    TokenResponse written;
    List<Secret> late = List.of();
    boolean leaseIsLost;
    Runnable whileSending = () -> {};

    /** To the next calls, one each; before all others. */
    final Deque<TokenResponse> next = new ArrayDeque<>();

    /** By the refresh token that was sent; for all others, {@link #answer}. */
    final Map<String, TokenResponse> answers = new HashMap<>();

    TokenResponse answer = Grants.of("access-2").answer();
    TokenResponse answerToPrevious = Grants.of("access-2").answer();

    /** The secrets that were noted as accepted. */
    final List<ClientSecret> accepted = new ArrayList<>();

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final AuditTrailDouble audit = new AuditTrailDouble();

    TokenRefreshFixture() {
        refresh.leases = new Leases();
        refresh.tokens = new Rows();
        refresh.call = call;
        refresh.answers = new AnswerRecorder();
        refresh.answers.tokens = refresh.tokens;
        refresh.answers.spool = new Spool();
        call.leases = refresh.leases;
        call.lateTokens = new Late();
        call.google = new Google();
        call.breath = Duration.ZERO;
        call.budget = new RetryBudget();
        call.cipher = Tokens.CIPHER;
        call.idTokens = new IdTokenVerifier();
        refresh.clients = new Clients();
        refresh.node = new Node();
        refresh.figures = new RefreshFigures();
        refresh.figures.metrics = metrics;
        refresh.answers.node = refresh.node;
        refresh.audit = audit;
    }

    private final class Leases extends LeaseStore {
        @Override
        public Optional<Lease> claim(long clientId, String owner) {
            assertThat(owner).isEqualTo(refresh.node.name());
            events.add("claim");
            return claims.isEmpty() ? Optional.empty() : claims.poll();
        }

        @Override
        public Optional<Lease> renew(Lease lease) {
            events.add("renew");
            return leaseIsLost ? Optional.empty() : Optional.of(lease.renewed(System.nanoTime()));
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

    private final class Late extends LateTokenStore {
        @Override
        public List<Secret> newestFirst(long clientId) {
            return late;
        }
    }

    private final class Rows extends TokenStore {
        @Override
        public Optional<BranchToken> find(long clientId) {
            return stored;
        }

        @Override
        public Optional<BranchToken> record(Lease lease, TokenResponse response, Cause cause, String node) {
            written = response;
            events.add("record " + cause);
            return recorded;
        }
    }

    private final class Clients extends ClientStore {
        @Override
        public void accepted(Client client, ClientSecret secret) {
            assertThat(written).as("stored first").isNotNull();
            accepted.add(secret);
        }
    }

    private final class Google extends GoogleAuthorizationServer {
        @Override
        public TokenResponse refresh(ClientCredentials credentials, Secret refreshToken) {
            boolean previous = credentials.equals(ClientDouble.PREVIOUS_CREDENTIALS);
            assertThat(previous || credentials.equals(ClientDouble.CREDENTIALS)).isTrue();
            events.add("send " + refreshToken.reveal() + (previous ? " with the previous secret" : ""));
            whileSending.run();
            if (!next.isEmpty()) {
                return next.poll();
            }
            return answers.getOrDefault(refreshToken.reveal(), previous ? answerToPrevious : answer);
        }
    }

    void leaseIsFree() {
        leaseIsFree(Tokens.lease(Tokens.connected()));
    }

    /** With the row as it is read after the lease is won. */
    void leaseIsFree(Lease lease) {
        claims.add(Optional.of(lease));
    }

    void leaseIsTaken() {
        claims.add(Optional.empty());
    }

    /** Until another node that holds the lease is done. */
    BranchToken refresh(Cause cause) {
        Optional<BranchToken> found = refresh.look(seen, cause);
        while (found.isEmpty() && !claims.isEmpty()) {
            found = refresh.look(seen, cause);
        }
        return found.orElse(seen);
    }
}
