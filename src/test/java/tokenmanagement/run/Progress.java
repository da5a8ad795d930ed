package tokenmanagement.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Tells a person what happens, one line each. */
final class Progress {
    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Not by way of System.out: Maven takes its colours off that at Ctrl-C, in the middle of a line if need be. */
    static Progress onTerminal() {
        System.out.flush();
        return new Progress(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    /** @param part PostgreSQL, stand-in, Payara Micro */
    void step(String part, String what) {
        line(String.format(Locale.ROOT, "  %-13s %s", part, what));
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** Since a value of {@link System#nanoTime()}. */
    static String since(long start) {
        return seconds(Duration.ofNanos(System.nanoTime() - start));
    }
}
