package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.security.SecretCipher;

/**
 * What an answer changes in the row, in the transaction of {@link TokenStore#record}.
 *
 * <p>A success is the truth about the successor of its parent generation, whoever holds the lease by now. A failure is
 * worth writing only while both the lease and the generation still stand: otherwise it may be the echo of another
 * node's success.
 */
@ApplicationScoped
class RefreshVerdict {
    @Inject
    SecretCipher cipher;

    @Inject
    RefreshPlan plan;

    @Inject
    Clock clock;

    @Inject
    TokenGenerationStore generations;

    @Inject
    LateTokenStore lateTokens;

    @Inject
    ClientStore clients;

    void write(Lease lease, TokenResponse response, Client client, Token token, Cause cause, String node) {
        boolean holdsLease = token.fence() == lease.fence();
        if (token.generation() != lease.generation()) {
            tooLate(lease, token, response);
        } else if (response instanceof TokenResponse.Granted granted) {
            token.granted(granted, cipher, plan, Scopes.covering(client.scopes()));
            generations.add(token, granted, cause, node);
            lateTokens.drop(token.clientId());
            clients.accepted(token.clientId());
        } else if (response instanceof TokenResponse.Refused refused && holdsLease) {
            refused(lease, token, refused);
        } else if (response instanceof TokenResponse.Unreachable unreachable) {
            unreachable.refreshToken().ifPresent(fresh -> token.keep(fresh, cipher));
            if (holdsLease) {
                failed(token, unreachable);
            }
        }
        if (holdsLease) {
            if (isWhole(response)) {
                token.answered();
            }
            token.release();
        }
    }

    private void tooLate(Lease lease, Token token, TokenResponse response) {
        lateTokens.keep(lease, response);
        if (isReuse(lease, token, response)) {
            token.reused();
        }
    }

    /** A refresh token was refused that had a successor by then: the refusal may have killed that one, too. */
    private boolean isReuse(Lease lease, Token token, TokenResponse response) {
        return response instanceof TokenResponse.Refused refused
                && refused.reason() == TokenResponse.Reason.GRANT
                && token.status() == Token.Status.ACTIVE
                && !token.refreshToken(cipher).equals(lease.token().refreshToken(cipher));
    }

    private void failed(Token token, TokenResponse.Unreachable unreachable) {
        Instant now = clock.instant();
        unreachable
                .retryAfter()
                .ifPresentOrElse(
                        wait -> token.askedToWait(unreachable.error(), wait, now),
                        () -> token.unreachable(unreachable.error(), plan.pause(token.failures()), now));
    }

    /** Whether nothing of the answer is missing: a new refresh token may have been in what did not arrive. */
    private static boolean isWhole(TokenResponse response) {
        return !(response instanceof TokenResponse.Unreachable unreachable)
                || unreachable.kind() == TokenResponse.Kind.NOT_SENT
                || unreachable.kind() == TokenResponse.Kind.TRANSIENT
                || unreachable.refreshToken().isPresent();
    }

    private void refused(Lease lease, Token token, TokenResponse.Refused refused) {
        switch (refused.reason()) {
            case GRANT ->
                token.refused(token.lostAnAnswer() ? Token.LOST_ROTATION : refused.error(), plan, clock.instant());
            case PERSON -> token.refused(refused.errorSubtype().orElse(refused.error()), plan, clock.instant());
            case REQUEST -> token.unreachable(refused.error(), plan.longPause(), clock.instant());
            // the registration is broken, the grant below it is not
            case CLIENT -> clients.misconfigured(lease.client(), refused.error());
        }
    }
}
