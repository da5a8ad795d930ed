package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Sha256;
import tokenmanagement.security.BranchLimits;
import tokenmanagement.security.SecretCipher;

/** Hands out access tokens that work. Decides and waits; holds no transaction while it does. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TokenService {
    @Inject
    TokenStore tokens;

    @Inject
    RefreshWait wait;

    @Inject
    TokenAnswers answers;

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
            return answers.issued(row.get(), false, now);
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
        BranchToken after = mayCall(row, now) ? refreshedIfPossible(row, cause) : row;
        return answers.outcome(row, after, clock.instant());
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
        BranchToken before = row.get();
        Optional<BranchToken> outcome = mayForce(before) ? wait.refreshed(before, Cause.FORCED) : Optional.empty();
        BranchToken after = outcome.orElseGet(() -> now(before));
        boolean renewed = outcome.isPresent() && isSettled(after) || isNewer(after, before);
        return renewed ? answers.issued(after, false, clock.instant()) : answers.refusal(after, clock.instant());
    }

    /** Somebody who asks for it does not wait for this service's own patience, but for the authorization server's. */
    private boolean mayForce(BranchToken row) {
        return isActive(row)
                && row.token().orElseThrow().askedPause(clock.instant()).isZero();
    }

    /** The row as it is now: a refresh that took too long for its caller may have ended meanwhile. */
    private BranchToken now(BranchToken row) {
        return tokens.find(row.client().id()).orElse(row);
    }

    /** The refresh that was joined may have been committed before this caller read its row. */
    private static boolean isSettled(BranchToken after) {
        return isActive(after)
                && after.token().orElseThrow().isSettled()
                && after.client().misconfiguredError().isEmpty();
    }

    private static boolean isNewer(BranchToken after, BranchToken before) {
        return isActive(after) && TokenAnswers.generation(after) > TokenAnswers.generation(before);
    }

    /** For the callers that may see it: the stored refresh token of a client that has one. */
    public Optional<Secret> refreshToken(long clientId) {
        return tokens.find(clientId)
                .flatMap(BranchToken::token)
                .filter(token -> token.status() != Token.Status.REVOKED)
                .map(token -> token.refreshToken(cipher));
    }

    private boolean isFresh(BranchToken row, Duration asked, Instant now) {
        if (!isActive(row)) {
            return false;
        }
        Token token = row.token().orElseThrow();
        Duration remaining = token.remaining(now);
        boolean justIssued = token.age(now).compareTo(RefreshPlan.LEAST_APART) < 0;
        boolean lastsLongEnough = remaining.compareTo(plan.margin(asked, token.life())) >= 0;
        return TokenAnswers.isUsable(remaining) && (justIssued || lastsLongEnough);
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
            return wait.refreshed(row, cause).orElseGet(() -> now(row));
        } catch (RuntimeException e) {
            if (TokenAnswers.isUsable(row.token().orElseThrow().remaining(clock.instant()))) {
                return row;
            }
            throw e;
        }
    }
}
