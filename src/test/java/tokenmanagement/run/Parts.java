package tokenmanagement.run;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What runs, stopped in the opposite order of its start.
 *
 * <p>A stop waits for a start that is under way, and no part is started after it: so nothing is left behind, whenever
 * Ctrl-C comes.
 */
final class Parts {
    private final Progress progress;
    private final Deque<Part> started = new ArrayDeque<>();
    private volatile boolean begun;
    private volatile boolean stopping;

    private record Part(String name, AutoCloseable running) {}

    /** What starts a part. */
    interface Start<T extends AutoCloseable> {
        T start() throws Exception;
    }

    Parts(Progress progress) {
        this.progress = progress;
    }

    synchronized <T extends AutoCloseable> T start(String name, Start<T> start) throws Exception {
        if (stopping) {
            throw new StartRefused("Stopped before everything was started.");
        }
        begun = true;
        T part = start.start();
        started.push(new Part(name, part));
        return part;
    }

    /** While a stop is under way the answer waits for its end: who asks before printing a line prints none in between. */
    boolean isStopping() {
        if (!stopping) {
            return false;
        }
        synchronized (this) {
            return true;
        }
    }

    /** Stops all of them; one that fails does not keep the others running. */
    void stop() {
        stopping = true;
        if (begun) {
            progress.line("\nStopping.");
        }
        synchronized (this) {
            while (!started.isEmpty()) {
                stop(started.pop());
            }
        }
    }

    private void stop(Part part) {
        long start = System.nanoTime();
        try {
            part.running().close();
            progress.step(part.name(), "stopped in " + Progress.since(start));
        } catch (Exception e) {
            progress.step(part.name(), "did not stop cleanly: " + e);
        }
    }
}
