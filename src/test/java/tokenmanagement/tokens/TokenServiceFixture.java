package tokenmanagement.tokens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.support.MutableClock;

/** The service over one row. A test says what the row is, what the time is, and what a refresh makes of the row. */
final class TokenServiceFixture {
    final MutableClock clock = new MutableClock(Tokens.NOON);
    final TokenService service = new TokenService();
    final GooglePause google = new GooglePause();
    final List<Cause> refreshes = new ArrayList<>();

    private ClientDouble client = new ClientDouble(1);
    private Optional<BranchToken> row = Optional.empty();
    private Supplier<CompletableFuture<Optional<BranchToken>>> outcome = () -> {
        throw new AssertionError("nobody was to refresh");
    };

    TokenServiceFixture() {
        service.clock = clock;
        service.cipher = Tokens.CIPHER;
        service.answers = new TokenAnswers();
        service.answers.cipher = Tokens.CIPHER;
        service.plan = Tokens.PLAN;
        service.tokens = new Rows();
        service.answers.google = google;
        service.wait = new RefreshWait();
        service.wait.google = google;
        service.wait.refresh = new RefreshDouble();
        service.wait.refreshes = new SameThread();
        stored(Tokens.connected());
    }

    TokenServiceFixture stored(Token token) {
        row = Optional.of(new BranchToken(client, Optional.of(token)));
        return this;
    }

    TokenServiceFixture neverConnected() {
        row = Optional.of(new BranchToken(client, Optional.empty()));
        return this;
    }

    TokenServiceFixture client(ClientDouble other) {
        client = other;
        row = row.map(before -> new BranchToken(other, before.token()));
        return this;
    }

    TokenServiceFixture afterNoon(Duration since) {
        clock.advance(since);
        return this;
    }

    /** The row that a refresh leaves behind. */
    TokenServiceFixture refreshBrings(Token token) {
        return refreshBrings(client, token);
    }

    TokenServiceFixture refreshBrings(Client changed, Token token) {
        BranchToken after = new BranchToken(changed, Optional.of(token));
        outcome = () -> CompletableFuture.completedFuture(Optional.of(after));
        return this;
    }

    TokenServiceFixture refreshBreaksWith(Throwable failure) {
        outcome = () -> CompletableFuture.failedFuture(failure);
        return this;
    }

    TokenServiceFixture refreshNeverEnds() {
        outcome = CompletableFuture::new;
        return this;
    }

    /** Another caller's refresh, or another node's, ends while this caller still waits for its own. */
    TokenServiceFixture refreshEndsWithoutTelling(Token token) {
        outcome = () -> {
            stored(token);
            return new CompletableFuture<>();
        };
        return this;
    }

    /** With the five minutes that callers get who ask for nothing else. */
    TokenResult read() {
        return read(Duration.ofMinutes(5));
    }

    TokenResult read(Duration asked) {
        return service.accessToken("branch-1", asked);
    }

    TokenResult.Issued issued() {
        return (TokenResult.Issued) read();
    }

    private final class Rows extends TokenStore {
        @Override
        public Optional<BranchToken> find(String branchId) {
            return row.filter(found -> found.client().branchId().equals(branchId));
        }

        @Override
        public Optional<BranchToken> find(long clientId) {
            return row.filter(found -> found.client().id() == clientId);
        }
    }

    private final class RefreshDouble extends TokenRefresh {
        @Override
        Optional<BranchToken> look(BranchToken seen, Cause cause) {
            refreshes.add(cause);
            return Optional.of(seen);
        }
    }

    private final class SameThread extends Refreshes {
        @Override
        CompletableFuture<Optional<BranchToken>> join(long clientId, Supplier<Optional<BranchToken>> look) {
            CompletableFuture<Optional<BranchToken>> ended = outcome.get();
            look.get();
            return ended;
        }
    }
}
