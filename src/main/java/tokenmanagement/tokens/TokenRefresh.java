package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.google.Attempt;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.DatabaseUnavailable;
import tokenmanagement.platform.Node;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrail;
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

    @Inject
    LeaseStore leases;

    @Inject
    TokenStore tokens;

    @Inject
    RefreshCall call;

    @Inject
    ClientStore clients;

    @Inject
    AnswerRecorder answers;

    @Inject
    Node node;

    @Inject
    RefreshFigures figures;

    @Inject
    AuditTrail audit;

    /**
     * Refreshes, unless another node does.
     *
     * @param seen the row that made the caller want a refresh; whatever is newer is as good
     * @return the row after the refresh, or as another node has left it; empty while that still holds the lease
     */
    Optional<BranchToken> look(BranchToken seen, Cause cause) {
        long clientId = seen.client().id();
        Optional<Lease> lease = leases.claim(clientId, node.name());
        if (lease.isPresent()) {
            return Optional.of(refreshUnder(lease.get(), seen, cause));
        }
        Optional<BranchToken> row = tokens.find(clientId);
        if (row.isEmpty()) {
            return Optional.of(seen);
        }
        return row.filter(found -> hasMoved(found, seen));
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
            return unused(lease);
        }
        if (answers.replay(lease.client().id(), lease.generation())) {
            leases.release(lease);
            return tokens.find(lease.client().id()).orElseGet(() -> new BranchToken(lease.client(), Optional.empty()));
        }
        Attempt attempt;
        try {
            attempt = call.send(lease);
        } catch (Undecryptable e) {
            leases.unreadable(lease);
            throw e;
        }
        TokenResponse response = attempt.response();
        if (RefreshCall.isHeldBack(response)) {
            return unused(lease);
        }
        Optional<BranchToken> row = answers.record(lease, response, cause);
        if (attempt.isGranted() && row.isPresent()) {
            noteAcceptedSecret(lease, attempt);
        }
        log(lease, response, row);
        figures.refreshed(lease, response, row, cause);
        row.ifPresent(after -> auditVerdict(lease, after));
        return row.orElseGet(() -> new BranchToken(lease.client(), Optional.empty()));
    }

    private BranchToken unused(Lease lease) {
        leases.release(lease);
        return new BranchToken(lease.client(), Optional.of(lease.token()));
    }

    /** The pair is stored: that the note is not must not hide it. The next refresh writes it. */
    private void noteAcceptedSecret(Lease lease, Attempt attempt) {
        try {
            clients.accepted(lease.client(), attempt.secret());
        } catch (DatabaseUnavailable e) {
            LOG.log(
                    Level.WARNING,
                    "accepted client secret not noted branch={0}",
                    lease.client().branchId());
        }
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
            LOG.info(() -> row.flatMap(BranchToken::token)
                    .filter(token -> token.status() != Token.Status.REVOKED)
                    .map(token -> stored(lease, token))
                    .orElse("refresh answered after the branch was disconnected or gone branch=" + branch));
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
            boolean isOurFault = refused.reason() == TokenResponse.Reason.REQUEST;
            LOG.log(
                    isOurFault ? Level.SEVERE : Level.WARNING,
                    "refresh refused branch={0} error={1} subtype={2} status={3}",
                    new Object[] {
                        branch, refused.error(), refused.errorSubtype().orElse("none"), status
                    });
            return;
        }
        if (response instanceof TokenResponse.Unreachable unreachable) {
            LOG.log(
                    unreachable.isInsecure() ? Level.SEVERE : Level.WARNING,
                    "refresh failed branch={0} kind={1} error={2}",
                    new Object[] {branch, unreachable.kind(), unreachable.error()});
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
                .filter(now -> now != Token.Status.ACTIVE
                        && now != Token.Status.REVOKED
                        && now != before.token().status());
        status.ifPresent(now ->
                audit.record(event.ended(now.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
        if (before.client().misconfiguredError().isEmpty()
                && after.client().misconfiguredError().isPresent()) {
            audit.record(event.ended("client-misconfigured"));
        }
    }

    private static String stored(Lease lease, Token token) {
        boolean current = token.generation() == lease.generation() + 1;
        return (current ? "token refreshed branch=" : "refresh answered after a newer pair was stored branch=")
                + lease.client().branchId() + " generation=" + token.generation() + " expires_at=" + token.expiresAt();
    }
}
