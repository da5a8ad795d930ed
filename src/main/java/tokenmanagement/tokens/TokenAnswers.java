package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.security.SecretCipher;

/** Says of a row what a caller gets for it. */
@ApplicationScoped
public class TokenAnswers {
    @Inject
    SecretCipher cipher;

    @Inject
    GoogleAuthorizationServer google;

    /** With less than a second left, {@code expires_in} would say 0. */
    static boolean isUsable(Duration remaining) {
        return remaining.compareTo(Duration.ofSeconds(1)) >= 0;
    }

    /** What a caller gets who found no fresh token, after a refresh was tried or was not worth trying. */
    TokenResult outcome(BranchToken before, BranchToken after, Instant now) {
        boolean usable = after.token()
                .filter(token -> token.status() == Token.Status.ACTIVE
                        || token.status() == Token.Status.REAUTHORIZATION_REQUIRED)
                .filter(token -> isUsable(token.remaining(now)))
                .isPresent();
        return usable ? issued(after, generation(after) == generation(before), now) : refusal(after, now);
    }

    TokenResult refusal(BranchToken row, Instant now) {
        long clientId = row.client().id();
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
                        .orElseGet(() -> new TokenResult.ProviderUnavailable(longer(token.pause(now), google.pause())));
        };
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    TokenResult issued(BranchToken row, boolean refreshFailed, Instant now) {
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

    static long generation(BranchToken row) {
        return row.token().map(Token::generation).orElse(0L);
    }
}
