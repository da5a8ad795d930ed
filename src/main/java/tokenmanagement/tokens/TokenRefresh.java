package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.IdTokenVerifier;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrail;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/**
 * One refresh of one pair: win the lease, call the authorization server, write down what it said.
 *
 * <p>Neither a transaction nor a connection is held while the authorization server thinks, and no call is made without
 * the lease.
 */
@ApplicationScoped
public class TokenRefresh {
    private static final Logger LOG = Logger.getLogger(TokenRefresh.class.getName());
    /** How long to wait for another node that holds the lease; its callers are told the outcome by its row. */
    Duration patience = Duration.ofSeconds(8);

    @Inject
    LeaseStore leases;

    @Inject
    TokenStore tokens;

    @Inject
    GoogleAuthorizationServer google;

    @Inject
    IdTokenVerifier idTokens;

    @Inject
    SecretCipher cipher;

    @Inject
    Node node;

    @Inject
    AuditTrail audit;

    /**
     * @param seen the row that made the caller want a refresh; whatever is newer is as good
     * @return the row after the refresh, or as another node has left it
     */
    BranchToken refresh(BranchToken seen, Cause cause) {
        long clientId = seen.client().id();
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = 50;
        while (System.nanoTime() < deadline) {
            Optional<Lease> lease = leases.claim(clientId, node.name());
            if (lease.isPresent()) {
                return refreshUnder(lease.get(), seen, cause);
            }
            pause(pause);
            pause = Math.min(400, pause * 2);
            Optional<BranchToken> row = tokens.find(clientId);
            if (row.isEmpty() || hasMoved(row.get(), seen)) {
                return row.orElse(seen);
            }
        }
        return tokens.find(clientId).orElse(seen);
    }

    /** Another node may have finished between the caller's look at the row and the claim: its outcome is as good. */
    private BranchToken refreshUnder(Lease lease, BranchToken seen, Cause cause) {
        BranchToken row = new BranchToken(lease.client(), Optional.of(lease.token()));
        if (hasMoved(row, seen)) {
            leases.release(lease);
            return row;
        }
        return refresh(lease, cause);
    }

    BranchToken refresh(Lease lease, Cause cause) {
        if (!lease.outlastsACall(System.nanoTime())) {
            leases.release(lease);
            return new BranchToken(lease.client(), Optional.of(lease.token()));
        }
        ClientCredentials credentials;
        Secret refreshToken;
        try {
            credentials = lease.client().credentials(cipher);
            refreshToken = lease.token().refreshToken(cipher);
        } catch (Undecryptable e) {
            leases.unreadable(lease);
            throw e;
        }
        TokenResponse response = ofTheSameAccount(google.refresh(credentials, refreshToken), lease.token());
        Optional<BranchToken> row = tokens.record(lease, response, cause, node.name());
        log(lease, response, row);
        row.ifPresent(after -> auditVerdict(lease, after));
        return row.orElseGet(() -> new BranchToken(lease.client(), Optional.empty()));
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

    /** Whether another node has written an outcome: a new pair, another failure, another status. */
    private boolean hasMoved(BranchToken row, BranchToken seen) {
        if (row.token().isEmpty() || seen.token().isEmpty()) {
            return true;
        }
        Token now = row.token().get();
        Token before = seen.token().get();
        return now.generation() != before.generation()
                || now.failures() != before.failures()
                || now.status() != before.status()
                || !row.client().misconfiguredError().equals(seen.client().misconfiguredError());
    }

    private static void log(Lease lease, TokenResponse response, Optional<BranchToken> row) {
        String branch = lease.client().branchId();
        if (response instanceof TokenResponse.Granted) {
            LOG.info(() -> "token refreshed branch=" + branch
                    + row.flatMap(BranchToken::token)
                            .map(token -> " generation=" + token.generation() + " expires_at=" + token.expiresAt())
                            .orElse(" dropped: the branch is gone"));
            return;
        }
        Token.Status status = row.flatMap(BranchToken::token).map(Token::status).orElse(null);
        if (row.flatMap(BranchToken::token).filter(Token::isRotationLost).isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "rotation lost branch={0} status={1}: the answer to an earlier refresh was lost",
                    new Object[] {branch, status});
            return;
        }
        if (response instanceof TokenResponse.Refused refused) {
            LOG.log(Level.WARNING, "refresh refused branch={0} error={1} subtype={2} status={3}", new Object[] {
                branch, refused.error(), refused.errorSubtype().orElse("none"), status
            });
            return;
        }
        if (response instanceof TokenResponse.Unreachable unreachable) {
            LOG.log(Level.WARNING, "refresh failed branch={0} kind={1} error={2}", new Object[] {
                branch, unreachable.kind(), unreachable.error()
            });
            return;
        }
        throw new IllegalStateException("unmapped " + response.getClass());
    }

    /** What ends the refreshing of a branch is no matter of the history, which holds successes only. */
    private void auditVerdict(Lease before, BranchToken after) {
        AuditEvent event = AuditEvent.byNode(node.name(), "grant.judge")
                .about(after.client().branchId(), after.client().id());
        Optional<Token.Status> status = after.token()
                .map(Token::status)
                .filter(now ->
                        now != Token.Status.ACTIVE && now != before.token().status());
        status.ifPresent(now ->
                audit.record(event.ended(now.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
        if (before.client().misconfiguredError().isEmpty()
                && after.client().misconfiguredError().isPresent()) {
            audit.record(event.ended("client-misconfigured"));
        }
    }

    /** Waits between half and all of a time, so that nodes do not look in step. */
    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another node refreshes", e);
        }
    }
}
