package tokenmanagement.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every refresh token that the authorization server ever issued, who used it when, and what came of it. */
public final class Ledger {
    /** What happens to a refresh token when it is used. */
    public enum Rotation {
        /** Google: it stays. */
        NONE,
        /** It works until its successor is first used, and brings the same successor again. */
        GRACE,
        /** It works once. A second use kills the grant. */
        STRICT
    }

    public enum Outcome {
        GRANTED,
        /** In the grace: the same successor once more. */
        GRANTED_AGAIN,
        /** The use that killed the grant. */
        REUSED,
        DEAD,
        UNKNOWN
    }

    /**
     * One use of a refresh token.
     *
     * @param presented which of the grant's refresh tokens was used, counted from 1
     * @param current which is the grant's newest after that
     */
    public record Entry(long number, Instant at, String grant, int presented, int current, Outcome outcome) {
        boolean isGranted() {
            return outcome == Outcome.GRANTED || outcome == Outcome.GRANTED_AGAIN;
        }
    }

    private static final class Grant {
        private int current = 1;
        private boolean parentWorks;
        private boolean dead;
    }

    private static final String PREFIX = "canary-refresh-";

    private final Map<String, Grant> grants = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private Rotation rotation = Rotation.NONE;

    /** Forgets everything. */
    synchronized void begin(Rotation how) {
        grants.clear();
        entries.clear();
        rotation = how;
    }

    /** The first refresh token of a new grant. */
    synchronized String consent(String grant) {
        grants.put(grant, new Grant());
        return token(grant, 1);
    }

    static String token(String grant, int number) {
        return PREFIX + grant + "." + number;
    }

    synchronized Entry use(String refreshToken) {
        int dot = refreshToken.lastIndexOf('.');
        boolean ours = refreshToken.startsWith(PREFIX) && dot > 0;
        String name = ours ? refreshToken.substring(PREFIX.length(), dot) : "";
        Grant grant = grants.get(name);
        int presented = grant == null ? 0 : Integer.parseInt(refreshToken.substring(dot + 1));
        Outcome outcome = grant == null ? Outcome.UNKNOWN : outcome(grant, presented);
        int current = grant == null ? 0 : grant.current;
        Entry entry = new Entry(entries.size() + 1L, Instant.now(), name, presented, current, outcome);
        entries.add(entry);
        return entry;
    }

    private Outcome outcome(Grant grant, int presented) {
        if (grant.dead) {
            return Outcome.DEAD;
        }
        if (presented == grant.current) {
            if (rotation != Rotation.NONE) {
                grant.current++;
                grant.parentWorks = rotation == Rotation.GRACE;
            }
            return Outcome.GRANTED;
        }
        if (presented == grant.current - 1 && grant.parentWorks) {
            return Outcome.GRANTED_AGAIN;
        }
        grant.dead = true;
        return Outcome.REUSED;
    }

    /** RFC 7009. */
    synchronized void revoke(String token) {
        grants.entrySet().stream()
                .filter(grant -> token.startsWith(PREFIX + grant.getKey() + "."))
                .forEach(grant -> grant.getValue().dead = true);
    }

    /** Whether the grant would still give something for this token. */
    synchronized boolean works(String refreshToken) {
        int dot = refreshToken.lastIndexOf('.');
        Grant grant = grants.get(refreshToken.substring(PREFIX.length(), dot));
        int number = Integer.parseInt(refreshToken.substring(dot + 1));
        return !grant.dead && (number == grant.current || number == grant.current - 1 && grant.parentWorks);
    }

    synchronized Set<String> deadGrants() {
        return grants.entrySet().stream()
                .filter(grant -> grant.getValue().dead)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    List<Entry> entries(Outcome outcome) {
        return entries().stream().filter(entry -> entry.outcome() == outcome).toList();
    }

    List<Entry> entriesOf(String grant) {
        return entries().stream().filter(entry -> entry.grant().equals(grant)).toList();
    }
}
