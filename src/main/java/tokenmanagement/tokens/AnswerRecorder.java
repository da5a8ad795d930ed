package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.DatabaseUnavailable;
import tokenmanagement.platform.Node;

/**
 * Sees to it that an answer gets into the database, also when that is away: again and again for as long as the lease
 * can be kept, then from the {@link Spool}. By the rules of {@link TokenStore#record} it does not matter how often.
 */
@ApplicationScoped
public class AnswerRecorder {
    private static final Logger LOG = Logger.getLogger(AnswerRecorder.class.getName());
    private static final long LONGEST_PAUSE = 2_000;

    /** Before the first repetition; doubles. */
    long firstPause = 250;

    @Inject
    TokenStore tokens;

    @Inject
    Spool spool;

    @Inject
    Node node;

    /** @return empty when the branch is gone */
    Optional<BranchToken> record(Lease lease, TokenResponse response, Cause cause) {
        try {
            return tokens.record(lease, response, cause, node.name());
        } catch (RuntimeException e) {
            if (SpooledAnswer.isWorthKeeping(response)) {
                return recordLater(lease, response, cause, e);
            }
            throw e;
        }
    }

    private Optional<BranchToken> recordLater(
            Lease lease, TokenResponse response, Cause cause, RuntimeException first) {
        String branch = lease.client().branchId();
        Optional<String> file = spool.keep(SpooledAnswer.of(lease, response, cause));
        LOG.log(Level.WARNING, "an answer cannot be stored yet branch={0} spooled={1}", new Object[] {
            branch, file.isPresent()
        });
        RuntimeException last = first;
        for (long pause = firstPause; lease.isHeld(System.nanoTime()) && paused(pause); pause = longer(pause)) {
            try {
                Optional<BranchToken> row = tokens.record(lease, response, cause, node.name());
                file.ifPresent(spool::remove);
                return row;
            } catch (RuntimeException e) {
                last = e;
            }
        }
        if (file.isEmpty()) {
            LOG.log(Level.SEVERE, "an answer is lost branch={0}", branch);
        }
        throw last;
    }

    private static long longer(long pause) {
        return Math.min(LONGEST_PAUSE, 2 * pause);
    }

    private static boolean paused(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            // the application stops: the spool has it
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Writes down what waits in the spool.
     *
     * @throws DatabaseUnavailable when the database is still away; whatever else is wrong with one answer keeps none of
     *     the others waiting
     */
    void replay() {
        for (String name : spool.waiting()) {
            try {
                replay(name);
            } catch (DatabaseUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "a spooled answer cannot be stored file=" + name, e);
            }
        }
    }

    /** @return whether an answer for this pair was waiting: there is no need to ask for another one */
    boolean replay(long clientId, long generation) {
        var names = spool.waiting(clientId, generation);
        names.forEach(this::replay);
        return !names.isEmpty();
    }

    private void replay(String name) {
        Optional<SpooledAnswer> read = spool.read(name);
        if (read.isEmpty()) {
            return;
        }
        SpooledAnswer answer = read.get();
        Optional<BranchToken> row = tokens.find(answer.clientId()).filter(answer::isAbout);
        if (row.isEmpty()) {
            spool.setAside(name, "it belongs to no branch of this database");
            return;
        }
        tokens.record(answer.lease(row.get()), answer.response(), answer.cause(), node.name());
        spool.remove(name);
        LOG.log(Level.INFO, "spooled answer stored branch={0}", answer.branchId());
    }
}
