package tokenmanagement.security;

import jakarta.annotation.PreDestroy;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.security.EncryptionStatus.Progress;

/**
 * Keeps the re-encryption going: half of each second at most, so that whoever waits for a token has the rest.
 *
 * <p>The first look is at the start, since keys change by a restart; later ones find what a node with an older order of
 * keys has written.
 */
@Singleton
@Startup
@DependsOn("KeyRingCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReencryptionTimer {
    private static final Logger LOG = Logger.getLogger(ReencryptionTimer.class.getName());
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration SHARE = Duration.ofMillis(500);

    private final AtomicBoolean running = new AtomicBoolean();
    private long nextSignOfLife = System.nanoTime();
    private long nextLook = System.nanoTime();
    private boolean failing;

    @Inject
    Reencryption reencryption;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void tick() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            work(System.nanoTime());
            failing = false;
        } catch (RuntimeException e) {
            // the timer must survive whatever happens; one trace a streak, or an outage fills the disk
            LOG.log(Level.WARNING, "the re-encryption could not go on", failing ? null : e);
            failing = true;
        } finally {
            running.set(false);
        }
    }

    private void work(long start) {
        if (start - nextSignOfLife >= 0) {
            reencryption.alive();
            nextSignOfLife = start + SIGN_OF_LIFE.toNanos();
            if (reencryption.progress() == Progress.WAITING_FOR_NODES && reencryption.nodesAgree()) {
                nextLook = start;
            }
        }
        if (start - nextLook >= 0) {
            reencryption.look();
            nextLook = start + (reencryption.progress() == Progress.DONE ? LOOK : LOOK_AGAIN).toNanos();
        }
        while (reencryption.step() && System.nanoTime() - start < SHARE.toNanos()) {
            nextLook = System.nanoTime() + LOOK_AGAIN.toNanos();
        }
    }

    /** An orderly stop says so; a node that is killed counts as running for another minute. */
    @PreDestroy
    void leave() {
        try {
            reencryption.leave();
        } catch (RuntimeException e) {
            LOG.log(Level.INFO, "the database was away at the stop", e);
        }
    }
}
