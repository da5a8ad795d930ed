package tokenmanagement.tokens;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.RevocationResult;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrail;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/**
 * Works the list of grants to revoke, on every node, one call after the other.
 *
 * <p>Whether a sibling lives is looked up in the transaction that takes the lease, right before the call. A branch that
 * is connected with the same account while the call is under way may lose its grant by it: Google offers no way to
 * revoke one grant alone.
 */
@Singleton
@Startup
@DependsOn("KeyRingCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RevocationTimer {
    private static final Logger LOG = Logger.getLogger(RevocationTimer.class.getName());
    /** From here on a person should look. */
    static final int ALARM = 10;

    /** Calls of one tick, so that an application that stops need not wait for a long list. */
    private static final int MOST = 20;

    private final AtomicBoolean running = new AtomicBoolean();
    private boolean failing;

    @Inject
    RevocationStore revocations;

    @Inject
    GoogleAuthorizationServer google;

    @Inject
    SecretCipher cipher;

    @Inject
    RefreshPlan plan;

    @Inject
    Node node;

    @Inject
    AuditTrail audit;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void tick() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            for (int i = 0; i < MOST && workOne(); i++) {
                failing = false;
            }
        } catch (RuntimeException e) {
            // the timer must survive whatever happens; one trace a streak, or an outage fills the disk
            LOG.log(Level.WARNING, "the list of revocations could not be worked", failing ? null : e);
            failing = true;
        } finally {
            running.set(false);
        }
    }

    private boolean workOne() {
        Optional<RevocationStore.Claim> claim = revocations.claim(node.batchName());
        claim.ifPresent(due -> {
            if (due.siblingLives()) {
                audit(due.revocation(), "kept-for-sibling");
                LOG.info(() -> "revocation dropped: a sibling lives by the same account branch="
                        + due.revocation().branchId());
                return;
            }
            revoke(due.revocation());
        });
        return claim.isPresent();
    }

    private void revoke(Revocation revocation) {
        Secret refreshToken;
        try {
            refreshToken = revocation.refreshToken(cipher);
        } catch (Undecryptable e) {
            failed(revocation, new RevocationResult.Failed("stored_secret_unreadable", Optional.empty()));
            return;
        }
        RevocationResult result = google.revoke(refreshToken);
        if (result instanceof RevocationResult.Failed failed) {
            failed(revocation, failed);
            return;
        }
        revocations.done(revocation);
        audit(revocation, AuditEvent.OK);
        LOG.info(
                () -> "grant revoked at google branch=" + revocation.branchId() + " attempts=" + revocation.attempts());
    }

    private void audit(Revocation revocation, String outcome) {
        audit.record(AuditEvent.byNode(node.name(), "grant.revoke")
                .about(Optional.of(revocation.branchId()), Optional.empty())
                .ended(outcome));
    }

    private void failed(Revocation revocation, RevocationResult.Failed failure) {
        Duration pause = plan.revocationPause(revocation.attempts());
        Duration wait =
                failure.retryAfter().filter(asked -> asked.compareTo(pause) > 0).orElse(pause);
        revocations.failed(revocation, failure.error(), wait);
        LOG.log(
                revocation.attempts() < ALARM ? Level.INFO : Level.WARNING,
                "revocation failed, stays on the list branch={0} error={1} attempts={2} next_in={3}",
                new Object[] {revocation.branchId(), failure.error(), revocation.attempts(), wait});
    }
}
