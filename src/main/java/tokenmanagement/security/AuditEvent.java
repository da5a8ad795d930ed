package tokenmanagement.security;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that was done, to be told to the {@link AuditTrail}: who did what to which branch, and how it ended.
 *
 * <p>Only words of the service's own go in, and names that were checked when they were given: no text of a request. The
 * methods that make an event hold to that; a row that somebody else has written may hold anything.
 *
 * @param action a noun and a verb: {@code api-key.revoke}
 * @param caller the name of an API key, {@code administrator:<name>}, {@code node:<name>}, {@code browser} or {@code
 *     anonymous}
 * @param keyId the id of the API key
 * @param result {@code ok}, or the code of the problem
 * @param status the HTTP status of the answer
 * @param detail words like {@code account-changed} or {@code key=12}
 */
public record AuditEvent(
        String action,
        String caller,
        Optional<Long> keyId,
        Optional<String> branchId,
        Optional<Long> clientId,
        String result,
        Optional<Integer> status,
        Optional<String> detail) {
    public static final String OK = "ok";

    static final int LONGEST = 200;
    private static final Pattern ACTION = Pattern.compile("[a-z-]{1,40}\\.[a-z-]{1,40}");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9._,=: -]{1,200}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** A program. */
    public static AuditEvent byCaller(Caller caller, String action) {
        return by(caller.name(), caller.keyId(), action);
    }

    /** A person who is signed in to the console. */
    public static AuditEvent byAdministrator(String user, String action) {
        return by("administrator:" + user, Optional.empty(), action);
    }

    /** The service itself: a timer, a background job. */
    public static AuditEvent byNode(String node, String action) {
        return by("node:" + node, Optional.empty(), action);
    }

    /** A person of whom nothing is known. */
    public static AuditEvent byBrowser(String action) {
        return by("browser", Optional.empty(), action);
    }

    /** A program of which nothing is known. */
    static AuditEvent byAnonymous(String action) {
        return by("anonymous", Optional.empty(), action);
    }

    private static AuditEvent by(String caller, Optional<Long> keyId, String action) {
        return new AuditEvent(
                words(ACTION, action),
                printable(caller),
                keyId,
                Optional.empty(),
                Optional.empty(),
                OK,
                Optional.empty(),
                Optional.empty());
    }

    public AuditEvent about(String branch, long client) {
        return about(Optional.of(branch), Optional.of(client));
    }

    public AuditEvent about(Optional<String> branch, Optional<Long> client) {
        return new AuditEvent(action, caller, keyId, branch.map(AuditEvent::printable), client, result, status, detail);
    }

    /** @param code of a problem; {@link #OK} unless it is said */
    public AuditEvent ended(String code) {
        return new AuditEvent(action, caller, keyId, branchId, clientId, words(WORDS, code), status, detail);
    }

    public AuditEvent answered(int httpStatus) {
        return new AuditEvent(action, caller, keyId, branchId, clientId, result, Optional.of(httpStatus), detail);
    }

    public AuditEvent detail(String words) {
        return new AuditEvent(
                action, caller, keyId, branchId, clientId, result, status, Optional.of(words(WORDS, words)));
    }

    private static String words(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("the audit trail is told words only");
        }
        return text;
    }

    /** PostgreSQL takes no NUL, a log no line break, an index no long text. */
    private static String printable(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
