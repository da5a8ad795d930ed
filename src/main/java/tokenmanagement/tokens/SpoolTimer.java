package tokenmanagement.tokens;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Replays spooled answers when the service starts, before anything is refreshed, and when the database is back. */
@Singleton
@Startup
@DependsOn("KeyRingCheck")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SpoolTimer {
    private static final Logger LOG = Logger.getLogger(SpoolTimer.class.getName());

    @Inject
    Spool spool;

    @Inject
    AnswerRecorder answers;

    @PostConstruct
    void start() {
        spool.open();
        replay();
    }

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void replay() {
        try {
            answers.replay();
        } catch (RuntimeException e) {
            // a timer must survive whatever happens, and a start must not fail for one file: both look again
            LOG.log(
                    Level.WARNING,
                    "spooled answers still wait: {0}",
                    e.getClass().getSimpleName());
        }
    }
}
