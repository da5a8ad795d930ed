package tokenmanagement.security;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import tokenmanagement.platform.DatabaseMigration;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.TokenDataSource;

/**
 * Writes the audit trail of this node: one thread, one transaction a batch.
 *
 * <p>A change wakes it at once, and whatever came meanwhile goes with it; reads wait for {@link #PAUSE} at most. While
 * the database is away the batch is tried again; an orderly stop writes what is left.
 */
@Singleton
@Startup
@DependsOn("DatabaseMigration")
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditWriter {
    static final Duration PAUSE = Duration.ofMillis(200);
    static final int BATCH = 1_000;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int LAST_TRIES = 3;
    /** Looks, ten milliseconds apart, for the end of the queue. */
    private static final int HASTE = 1_000;

    private static final Logger LOG = Logger.getLogger(AuditWriter.class.getName());

    private final List<AuditQueue.Waiting> batch = new ArrayList<>();
    private final Thread hook = new Thread(this::hasten, "audit trail, last entries");
    private volatile boolean running = true;
    private volatile Duration pause = PAUSE;
    private boolean failing;

    @Resource
    ManagedThreadFactory threads;

    @Resource(lookup = DatabaseMigration.DATA_SOURCE)
    DataSource dataSource;

    @Inject
    AuditTrail audit;

    @Inject
    SecretCipher cipher;

    @Inject
    Node node;

    @Inject
    Clock clock;

    private AuditQueue queue;
    private AuditCounts counts;
    private AuditJournal journal;
    private Thread thread;

    /** Takes hold of what it needs: while the application stops, beans answer no more. */
    @PostConstruct
    void start() {
        queue = audit.queue();
        counts = audit.counts();
        journal = new AuditJournal(dataSource::getConnection, cipher, node.name());
        thread = threads.newThread(this::run);
        thread.setName("audit trail");
        thread.start();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * The process was told to end. The server stops the application in its own time, perhaps when its pools are gone
     * already, so what is there is written now; the thread goes on, in ever smaller batches, until the end.
     */
    private void hasten() {
        pause = Duration.ofMillis(1);
        for (int i = 0; i < HASTE && running && !queue.isWritten(); i++) {
            queue.hurry();
            try {
                thread.join(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @PreDestroy
    void stop() {
        if (!hook.isAlive()) {
            removeHook();
        }
        running = false;
        queue.hurry();
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        counts.all().forEach(queue::add);
        queue.close();
        int tries = 0;
        while (!flush() && ++tries < LAST_TRIES) {
            journal.use(TokenDataSource::direct);
            LOG.log(Level.WARNING, "the audit trail could not be written before the stop, try {0}", tries);
        }
        batch.forEach(lost -> LOG.log(Level.SEVERE, "audit entry not kept {0}", lost.entry()));
    }

    /** When only the application stops: the hook would keep all of it in memory. */
    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.FINE, "the process ends as well", e);
        }
    }

    private void run() {
        while (running) {
            try {
                queue.await(pause);
                counts.due(clock.instant()).forEach(queue::add);
                if (!flush()) {
                    queue.await(PAUSE_AFTER_FAILURE);
                }
            } catch (InterruptedException e) {
                // the server ends its threads: stop() writes the rest
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "the audit trail could not be written", e);
            }
        }
    }

    /** @return false when the database did not take it; the batch is kept */
    private boolean flush() {
        if (batch.isEmpty()) {
            queue.take(batch, BATCH);
        }
        while (!batch.isEmpty()) {
            try {
                journal.append(batch.stream().map(AuditQueue.Waiting::entry).toList());
            } catch (SQLException e) {
                // one trace a streak, or an outage fills the disk
                LOG.log(Level.WARNING, "the audit trail waits for the database", failing ? null : e);
                failing = true;
                return false;
            }
            failing = false;
            queue.written(batch.size());
            batch.forEach(waiting -> waiting.written().complete(null));
            batch.clear();
            queue.take(batch, BATCH);
        }
        return true;
    }
}
