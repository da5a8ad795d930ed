package tokenmanagement.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The thread that hears: two connections of its own beside the pool, one that listens and one that pulses leave by.
 * When either breaks, or pulses stay away, both are opened anew.
 */
final class NoticeConnection implements Runnable {
    static final String CHANNEL = "token_management";

    private static final Logger LOG = Logger.getLogger(NoticeConnection.class.getName());
    private static final Duration PULSE = Duration.ofSeconds(1);
    /** Without a pulse for so long the connection is given up: a firewall may have forgotten it. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final String pulse = "pulse " + UUID.randomUUID() + " ";
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Opener database;
    private final Notices notices;
    private State state = State.NEW;
    private long number;
    private long sentAt;
    private boolean cameBack;

    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private enum State {
        NEW,
        ARRIVING,
        SILENT
    }

    NoticeConnection(Opener database, Notices notices) {
        this.database = database;
        this.notices = notices;
    }

    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        while (isRunning()) {
            try (Connection ear = database.open();
                    Connection mouth = database.open()) {
                listen(ear, mouth);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "the connection for notices broke", e);
            }
            say(true);
            pause();
        }
    }

    private void listen(Connection ear, Connection mouth) throws SQLException {
        try (Statement listen = ear.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
        }
        // what was committed while nobody listened is not told again
        notices.mayHaveMissedSome();
        PGConnection postgres = ear.unwrap(PGConnection.class);
        sendPulse(mouth);
        while (isRunning() && sinceThePulse() < SILENCE.toNanos()) {
            hear(postgres.getNotifications((int) PULSE.dividedBy(4).toMillis()));
            say(false);
            if (cameBack && sinceThePulse() >= PULSE.toNanos()) {
                sendPulse(mouth);
            }
        }
    }

    private long sinceThePulse() {
        return System.nanoTime() - sentAt;
    }

    private void sendPulse(Connection mouth) throws SQLException {
        sentAt = System.nanoTime();
        cameBack = false;
        number++;
        try (PreparedStatement notify = mouth.prepareStatement("SELECT pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, pulse + number);
            notify.execute();
        }
    }

    private void hear(PGNotification[] heard) {
        for (PGNotification notification : heard) {
            String payload = notification.getParameter();
            if (payload.equals(pulse + number)) {
                cameBack = true;
                notices.heardAllUntil(sentAt);
            } else {
                Notice.parse(payload).ifPresent(notices::heard);
            }
        }
    }

    /** One line when it changes. */
    private void say(boolean broken) {
        boolean arriving = notices.areArriving();
        if (arriving && state != State.ARRIVING) {
            state = State.ARRIVING;
            LOG.info("notices of other nodes arrive");
        } else if (!arriving && state != State.SILENT && (broken || state == State.ARRIVING)) {
            state = State.SILENT;
            LOG.warning("notices of other nodes do not arrive: what this node remembers is not relied upon");
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void pause() {
        try {
            if (stopped.await(PULSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.fine("no longer listening for notices");
            }
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        }
    }
}
