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
import tokenmanagement.platform.Sha256;
import tokenmanagement.security.BranchLimits;
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
        return renewed(row.get(), Cause.READ, now);
    }

    /**
     * The API answered 401 to an access token: a new one, but only when that token is still the current one. Of many
     * callers with the same complaint, one causes a refresh and all get its outcome; none of it hides a token that has
     * not expired.
     *
     * @param sha256 of the rejected access token, hexadecimal in lower case
     */
    public TokenResult rejected(String branchId, String sha256, Duration asked) {
        Optional<BranchToken> current = tokens.find(branchId)
                .filter(found -> found.client().isActive())
                .filter(found -> isActive(found) && isHashOf(found, sha256));
        return current.map(row -> renewed(row, Cause.REJECTED, clock.instant()))
                .orElseGet(() -> accessToken(branchId, asked));
    }

    private boolean isHashOf(BranchToken row, String sha256) {
        return Sha256.hex(row.token().orElseThrow().accessToken(cipher).reveal())
                .equals(sha256);
    }

    private TokenResult renewed(BranchToken row, Cause cause, Instant now) {
        return outcome(row, mayCall(row, now) ? refreshedIfPossible(row, cause) : row);
    }

    /**
     * Refreshes now, whatever life is left; a still valid token is no substitute for the new one asked for.
     *
     * @param limits the branches that whoever asks may know of
     */
    public TokenResult refresh(long clientId, BranchLimits limits) {
        Optional<BranchToken> row = tokens.find(clientId)
                .filter(found -> found.client().isActive())
                .filter(found -> limits.allow(found.client().branchId()));
        if (row.isEmpty()) {
            return new TokenResult.Unknown();
        }
        Optional<BranchToken> after = isActive(row.get()) ? refreshed(row.get(), Cause.FORCED) : Optional.empty();
        return after.filter(renewed -> isRenewed(renewed, row.get()))
                .<TokenResult>map(renewed -> issued(renewed, false, clock.instant()))
                .orElseGet(() -> refusal(after.orElse(row.get())));
    }

    /** The refresh that was joined may have been committed before this caller read its row. */
    private static boolean isRenewed(BranchToken after, BranchToken before) {
        boolean settled = isActive(after)
                && after.token().orElseThrow().isSettled()
                && after.client().misconfiguredError().isEmpty();
        return settled || isActive(after) && generation(after) > generation(before);
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
        boolean justIssued = token.age(now).compareTo(RefreshPlan.LEAST_APART) < 0;
        boolean lastsLongEnough = remaining.compareTo(plan.margin(asked, token.life())) >= 0;
        return isUsable(remaining) && (justIssued || lastsLongEnough);
    }

    /** With less than a second left, {@code expires_in} would say 0. */
    private static boolean isUsable(Duration remaining) {
        return remaining.compareTo(Duration.ofSeconds(1)) >= 0;
    }

    private static boolean isActive(BranchToken row) {
        return row.token()
                .map(Token::status)
                .filter(Token.Status.ACTIVE::equals)
                .isPresent();
    }

    /** Not while a failure asks for patience: callers in a loop must not hammer the authorization server. */
    private boolean mayCall(BranchToken row, Instant now) {
        if (!isActive(row) || !row.client().pause(now).isZero()) {
            return false;
        }
        Token token = row.token().orElseThrow();
        // an unreadable secret calls nobody, and is readable at once when the key ring has been mended
        boolean pauseIsOver = token.isUnreadable() || token.pause(now).isZero();
        return pauseIsOver && token.age(now).compareTo(plan.leastAge(token.life())) >= 0;
    }

    /** A refresh that breaks must not hide a token that is still valid. */
    private BranchToken refreshedIfPossible(BranchToken row, Cause cause) {
        try {
            return refreshed(row, cause).orElse(row);
        } catch (RuntimeException e) {
            if (isUsable(row.token().orElseThrow().remaining(clock.instant()))) {
                return row;
            }
            throw e;
        }
    }

    /** @return empty when it takes longer than the caller is made to wait, or has no place to run */
    private Optional<BranchToken> refreshed(BranchToken row, Cause cause) {
        CompletableFuture<BranchToken> running = refreshes.join(row.client().id(), () -> refresh.refresh(row, cause));
        try {
            return Optional.of(running.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "refresh outlasts its caller branch={0}",
                    row.client().branchId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                LOG.log(
                        Level.WARNING,
                        "no place for a refresh branch={0}",
                        row.client().branchId());
                return Optional.empty();
            }
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException("refresh broke", e.getCause());
        }
        return Optional.empty();
    }

    /** What a caller gets who found no fresh token, after a refresh was tried or was not worth trying. */
    private TokenResult outcome(BranchToken before, BranchToken after) {
        Instant now = clock.instant();
        boolean usable = after.token()
                .filter(token -> token.status() == Token.Status.ACTIVE
                        || token.status() == Token.Status.REAUTHORIZATION_REQUIRED)
                .filter(token -> isUsable(token.remaining(now)))
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
        if (token.isUnreadable()) {
            // throws what is wrong with the row: that is no matter of the authorization server
            row.client().credentials(cipher);
            token.refreshToken(cipher);
        }
        return switch (token.status()) {
            case MISSING_SCOPE -> new TokenResult.MissingScope(clientId);
            case REAUTHORIZATION_REQUIRED ->
                token.isRotationLost()
                        ? new TokenResult.RotationLost(clientId)
                        : new TokenResult.ReauthorizationRequired(clientId, true);
            case REVOKED -> new TokenResult.ReauthorizationRequired(clientId, true);
            case ACTIVE ->
                row.client()
                        .misconfiguredError()
                        .<TokenResult>map(error -> new TokenResult.ClientMisconfigured(
                                error, row.client().pause(now)))
                        .or(() -> token.ownFault().map(TokenResult.RequestRefused::new))
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
