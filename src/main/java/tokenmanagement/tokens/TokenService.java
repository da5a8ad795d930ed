package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;

/** Hands out access tokens that work. Decides and waits; holds no transaction while it does. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TokenService {
    private static final Logger LOG = Logger.getLogger(TokenService.class.getName());
    /** As long as a caller is made to wait for a refresh. */
    Duration deadline = Duration.ofSeconds(8);

    @Inject
    TokenStore tokens;

    @Inject
    Refreshes refreshes;

    @Inject
    TokenRefresh refresh;

    @Inject
    RefreshPlan plan;

    @Inject
    SecretCipher cipher;

    @Inject
    Clock clock;

    /**
     * A token with at least {@code asked} of life left; refreshed first when it has less. When that fails, a token that
     * has not expired is still handed out, marked.
     */
    public TokenResult accessToken(String branchId, Duration asked) {
        Optional<BranchToken> row =
                tokens.find(branchId).filter(found -> found.client().isActive());
        if (row.isEmpty()) {
            return new TokenResult.Unknown();
        }
        Instant now = clock.instant();
        if (isFresh(row.get(), asked, now)) {
            return issued(row.get(), false, now);
        }
        BranchToken after = mayCall(row.get(), now) ? refreshed(row.get(), Cause.READ) : row.get();
        return outcome(row.get(), after);
    }

    /** Refreshes now, whatever life is left; a still valid token is no substitute for the new one asked for. */
    public TokenResult refresh(long clientId) {
        Optional<BranchToken> row =
                tokens.find(clientId).filter(found -> found.client().isActive());
        if (row.isEmpty()) {
            return new TokenResult.Unknown();
        }
        BranchToken after = mayBeForced(row.get()) ? refreshed(row.get(), Cause.FORCED) : row.get();
        boolean renewed = generation(after) > generation(row.get());
        return renewed ? outcome(row.get(), after) : refusal(after);
    }

    /** For the callers that may see it: the stored refresh token of a client that has one. */
    public Optional<Secret> refreshToken(long clientId) {
        return tokens.find(clientId).flatMap(BranchToken::token).map(token -> token.refreshToken(cipher));
    }

    private boolean isFresh(BranchToken row, Duration asked, Instant now) {
        if (!isActive(row)) {
            return false;
        }
        Token token = row.token().orElseThrow();
        Duration remaining = token.remaining(now);
        boolean justIssued = !remaining.isZero() && token.age(now).compareTo(RefreshPlan.LEAST_APART) < 0;
        return justIssued || remaining.compareTo(plan.margin(asked, token.life())) >= 0;
    }

    private static boolean isActive(BranchToken row) {
        return row.token()
                .map(Token::status)
                .filter(Token.Status.ACTIVE::equals)
                .isPresent();
    }

    /** Not while a failure asks for patience: callers in a loop must not hammer the authorization server. */
    private boolean mayCall(BranchToken row, Instant now) {
        return isActive(row)
                && row.token().orElseThrow().pause(now).isZero()
                && row.client().pause(now).isZero();
    }

    private static boolean mayBeForced(BranchToken row) {
        return isActive(row);
    }

    private BranchToken refreshed(BranchToken row, Cause cause) {
        long clientId = row.client().id();
        CompletableFuture<BranchToken> running = refreshes.join(clientId, () -> refresh.refresh(row, cause));
        try {
            return running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "refresh outlasts its caller branch={0}",
                    row.client().branchId());
            return row;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return row;
        } catch (ExecutionException e) {
            return afterFailure(row, e.getCause());
        }
    }

    /** A refresh that broke must not hide a token that is still valid. */
    private BranchToken afterFailure(BranchToken row, Throwable cause) {
        boolean stillValid = row.token()
                .filter(token -> !token.remaining(clock.instant()).isZero())
                .isPresent();
        if (stillValid || cause instanceof RejectedExecutionException) {
            LOG.log(Level.SEVERE, "refresh broke branch=" + row.client().branchId(), cause);
            return row;
        }
        if (cause instanceof RuntimeException broken) {
            throw broken;
        }
        throw new IllegalStateException("refresh broke", cause);
    }

    /** What a caller gets who found no fresh token, after a refresh was tried or was not worth trying. */
    private TokenResult outcome(BranchToken before, BranchToken after) {
        Instant now = clock.instant();
        boolean usable = after.token()
                .filter(token -> token.status() == Token.Status.ACTIVE
                        || token.status() == Token.Status.REAUTHORIZATION_REQUIRED)
                .filter(token -> token.remaining(now).compareTo(Duration.ofSeconds(1)) >= 0)
                .isPresent();
        return usable ? issued(after, generation(after) == generation(before), now) : refusal(after);
    }

    private TokenResult refusal(BranchToken row) {
        long clientId = row.client().id();
        Instant now = clock.instant();
        if (row.token().isEmpty()) {
            return new TokenResult.ReauthorizationRequired(clientId, false);
        }
        Token token = row.token().get();
        return switch (token.status()) {
            case MISSING_SCOPE -> new TokenResult.MissingScope(clientId);
            case REAUTHORIZATION_REQUIRED, REVOKED -> new TokenResult.ReauthorizationRequired(clientId, true);
            case ACTIVE ->
                row.client()
                        .misconfiguredError()
                        .<TokenResult>map(error -> new TokenResult.ClientMisconfigured(
                                error, row.client().pause(now)))
                        .orElseGet(() -> new TokenResult.ProviderUnavailable(token.pause(now)));
        };
    }

    private TokenResult issued(BranchToken row, boolean refreshFailed, Instant now) {
        Token token = row.token().orElseThrow();
        return new TokenResult.Issued(
                row.client().id(),
                row.client().branchId(),
                token.accessToken(cipher),
                token.scope(),
                token.expiresAt(),
                token.remaining(now),
                refreshFailed);
    }

    private static long generation(BranchToken row) {
        return row.token().map(Token::generation).orElse(0L);
    }
}
