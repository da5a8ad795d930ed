package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.IdTokenVerifier;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;

/**
 * What is asked of the authorization server under one lease, until there is an answer worth writing down.
 *
 * <p>When it calls the stored refresh token dead, those that came late are tried, newest first: the branch is not given
 * up while one of them may live.
 */
@ApplicationScoped
public class RefreshCall {
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
            if (!leases.renew(lease)) {
                return response;
            }
            TokenResponse second = send(lease, credentials, late);
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
