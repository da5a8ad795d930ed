package tokenmanagement.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Payara Micro's log, in the form of {@code run/logging.properties}, as it is written.
 *
 * <p>It passes on what a person should see: warnings of everybody and whatever this service says, without stack
 * traces. It remembers whether the application was deployed and, if not, why: the server itself lives on without it.
 */
final class ServerLog {
    private static final Pattern ENTRY =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d (\\d\\d:\\d\\d:\\d\\d)\\.\\d{3} ([A-Z]+) (.*?): (.*)");
    private static final Pattern EXCEPTION = Pattern.compile("(?:Caused by: )?(?:[a-z]\\w*\\.)+[A-Z][\\w$]*: (.*)");
    /** Payara Micro's last words at a start, whether the application came up or not. */
    private static final Pattern STARTED = Pattern.compile("Payara Micro .* ready in .*");
    /** Only in the list of applications that came up. */
    private static final String DEPLOYED = "\"Context Root\":";
    /** The directory is ours and is emptied at each start. */
    private static final String HARMLESS = "Payara Micro Runtime directory is located in a temporary file location";

    private static final int REASONS = 8;

    private final Consumer<String> shown;
    private final List<String> causes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean ownEntry;
    private boolean deployed;
    private boolean started;

    /** @param shown gets the lines for the person */
    ServerLog(Consumer<String> shown) {
        this.shown = shown;
    }

    synchronized void line(String line) {
        Matcher entry = ENTRY.matcher(line);
        if (entry.matches()) {
            entry(entry.group(1), entry.group(2), entry.group(3), entry.group(4));
        } else {
            continuation(line);
        }
    }

    /** Whether the start is over and the application is there. */
    synchronized boolean isDeployed() {
        return started && deployed;
    }

    /** Whether the start is over and the application is not there. */
    synchronized boolean hasFailed() {
        return started && !deployed;
    }

    /** Causes of exceptions and what this service said; where there is none of that, the server's own warnings. */
    synchronized List<String> reasons() {
        return List.copyOf(causes.isEmpty() ? warnings : causes);
    }

    private void entry(String time, String level, String logger, String message) {
        started |= STARTED.matcher(message).matches();
        ownEntry = logger.startsWith("tokenmanagement");
        boolean warning = level.equals("WARNING") || level.equals("SEVERE");
        // without a blank it is a key of a missing resource bundle, or nothing at all
        if ((ownEntry || warning) && message.contains(" ") && !message.startsWith(HARMLESS)) {
            shown.accept(time + " " + level + " " + message);
            if (warning) {
                remember(message, ownEntry ? causes : warnings);
            }
        }
    }

    private void continuation(String line) {
        deployed |= line.contains(DEPLOYED);
        Matcher exception = EXCEPTION.matcher(line);
        if (exception.matches()) {
            remember(exception.group(1), causes);
        } else if (ownEntry && line.startsWith("  ")) {
            shown.accept(line);
            remember(line.strip(), causes);
        }
    }

    /** Of two that hold each other the shorter: an exception repeats its cause with words around it. */
    private static void remember(String reason, List<String> reasons) {
        if (reason.isBlank() || reasons.stream().anyMatch(reason::contains)) {
            return;
        }
        reasons.removeIf(other -> other.contains(reason));
        if (reasons.size() < REASONS) {
            reasons.add(reason);
        }
    }
}
