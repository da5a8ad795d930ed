package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.IdTokenVerifier;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;

/**
 * What is asked of the authorization server under one lease, until there is an answer worth writing down.
 *
 * <p>A call is repeated at once only where that can do no harm, here and nowhere else: up to twice when it was certainly
 * not sent, once when the answer was no token response. A connection that cannot be trusted is not tried again.
 *
 * <p>When it calls the stored refresh token dead, those that came late are tried, newest first: the branch is not given
 * up while one of them may live.
 */
@ApplicationScoped
public class RefreshCall {
    /** The longest wait before a call is repeated. */
    Duration breath = Duration.ofMillis(300);

    @Inject
    LeaseStore leases;

    @Inject
    LateTokenStore lateTokens;

    @Inject
    GoogleAuthorizationServer google;

    @Inject
    IdTokenVerifier idTokens;

    @Inject
    SecretCipher cipher;

    /** @throws tokenmanagement.security.Undecryptable when a stored secret cannot be read; nothing was sent then */
    TokenResponse send(Lease lease) {
        ClientCredentials credentials = lease.client().credentials(cipher);
        TokenResponse response = send(lease, credentials, lease.token().refreshToken(cipher));
        if (!isDead(response)) {
            return response;
        }
        for (Secret late : lateTokens.newestFirst(lease.client().id())) {
            Optional<Lease> renewed = leases.renew(lease);
            if (renewed.isEmpty()) {
                return response;
            }
            TokenResponse second = send(renewed.get(), credentials, late);
            if (!isDead(second)) {
                return inPlaceOfTheStored(late, second);
            }
        }
        return response;
    }

    private static boolean isDead(TokenResponse response) {
        return response instanceof TokenResponse.Refused refused && refused.reason() == TokenResponse.Reason.GRANT;
    }

    /** RFC 6749 §6: a refresh token that was accepted, and not replaced, stays the one to use. */
    private static TokenResponse inPlaceOfTheStored(Secret late, TokenResponse response) {
        if (!(response instanceof TokenResponse.Granted granted)) {
            return response;
        }
        return new TokenResponse.Granted(
                granted.sentAt(),
                granted.latency(),
                granted.status(),
                granted.accessToken(),
                Optional.of(granted.refreshToken().orElse(late)),
                granted.expiresIn(),
                granted.scope(),
                granted.idToken());
    }

    private TokenResponse send(Lease lease, ClientCredentials credentials, Secret refreshToken) {
        TokenResponse response = sendOnce(lease, credentials, refreshToken);
        for (int retry = 1; isUnsent(response) && retry <= 2 && mayRepeat(lease); retry++) {
            response = sendOnce(lease, credentials, refreshToken);
        }
        if (!isUnusable(response) || !mayRepeat(lease)) {
            return response;
        }
        TokenResponse second = sendOnce(lease, credentials, refreshToken);
        // no verdict so soon: the unusable answer may have replaced the refresh token that this one refuses
        return second instanceof TokenResponse.Refused ? response : second;
    }

    private static boolean isUnsent(TokenResponse response) {
        return response instanceof TokenResponse.Unreachable unreachable
                && unreachable.kind() == TokenResponse.Kind.NOT_SENT
                && !unreachable.isInsecure();
    }

    /** One with a new refresh token is written down first. */
    private static boolean isUnusable(TokenResponse response) {
        return response instanceof TokenResponse.Unreachable unreachable
                && unreachable.kind() == TokenResponse.Kind.UNUSABLE
                && unreachable.refreshToken().isEmpty();
    }

    private boolean mayRepeat(Lease lease) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(breath.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return lease.outlastsACall(System.nanoTime());
    }

    private TokenResponse sendOnce(Lease lease, ClientCredentials credentials, Secret refreshToken) {
        return ofTheSameAccount(google.refresh(credentials, refreshToken), lease.token());
    }

    /** An answer that speaks of another account was meant for another branch: nothing of it is stored. */
    private TokenResponse ofTheSameAccount(TokenResponse response, Token token) {
        boolean foreign = response instanceof TokenResponse.Granted granted
                && granted.idToken()
                        .flatMap(idTokens::subject)
                        .filter(subject -> !subject.equals(token.googleSubject()))
                        .isPresent();
        if (!foreign) {
            return response;
        }
        return new TokenResponse.Unreachable(
                response.sentAt(),
                response.latency(),
                response.status(),
                TokenResponse.Kind.UNUSABLE,
                "foreign_id_token",
                Optional.empty());
    }
}
