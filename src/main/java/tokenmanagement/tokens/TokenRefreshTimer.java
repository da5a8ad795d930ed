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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.platform.DatabaseClock;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.Settings;

/**
 * Refreshes what is due before anybody asks for it.
 *
 * <p>The schedule ticks each second, since an annotation cannot read a setting; the tick that completes {@code
 * TOKEN_MANAGEMENT_REFRESH_INTERVAL} looks for due rows. It takes no more leases than can be used at once, so a slow
 * branch holds up no other, and goes on with the next second while there is more to do.
 */
@Singleton
@Startup
@DependsOn("SpoolTimer")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TokenRefreshTimer {
    private static final Logger LOG = Logger.getLogger(TokenRefreshTimer.class.getName());

    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long nextLook = System.nanoTime();
    private boolean failing;

    @Inject
    LeaseStore leases;

    @Inject
    TokenRefresh refresh;

    @Inject
    Refreshes refreshes;

    @Inject
    Node node;

    @Inject
    GoogleAuthorizationServer google;

    @Inject
    DatabaseClock clock;

    @Inject
    Settings settings;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        if (System.nanoTime() - nextLook < 0 || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            look();
            failing = false;
        } catch (RuntimeException e) {
            // the timer must survive whatever happens; one trace a streak, or an outage fills the disk
            LOG.log(Level.WARNING, "the timer could not look for due tokens", failing ? null : e);
            failing = true;
            nextLook = System.nanoTime();
        } finally {
            running.set(false);
        }
    }

    private void look() {
        nextLook = System.nanoTime() + settings.refreshInterval().toNanos();
        clock.synchronize();
        int places = google.pause().isZero() ? refreshes.idle() : 0;
        if (places == 0) {
            nextLook = System.nanoTime();
            return;
        }
        List<Lease> due = leases.claimDue(node.batchName(), places);
        due.forEach(this::start);
        if (due.size() == places) {
            nextLook = System.nanoTime();
        }
    }

    /** A reader's refresh may have come first; it waits for this lease. */
    private void start(Lease lease) {
        if (!refreshes.start(lease.client().id(), () -> refresh.refresh(lease, Cause.TIMER))) {
            leases.release(lease);
        }
    }
}
