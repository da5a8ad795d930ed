package tokenmanagement.security;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The branches that a caller may know of. One outside is to it as if it did not exist: the same answer, the same work.
 *
 * @param patterns branch ids, or beginnings of branch ids with {@code *} behind them; absent: every branch
 */
public record BranchLimits(Optional<List<String>> patterns) {
    public static final BranchLimits NONE = new BranchLimits(Optional.empty());

    private static final String REST = "*";
    /** As branch ids are written, and at least one character before the asterisk. */
    private static final Pattern PATTERN = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}/\\\\?#%;*]{1,200}\\*?");

    public static BranchLimits to(List<String> patterns) {
        return new BranchLimits(Optional.of(List.copyOf(patterns)));
    }

    static boolean isPattern(String text) {
        return PATTERN.matcher(text).matches() && text.equals(text.strip());
    }

    public boolean allow(String branchId) {
        return patterns.isEmpty() || patterns.get().stream().anyMatch(pattern -> covers(pattern, branchId));
    }

    /**
     * What to look a branch up by: its id, or for one outside the limits a name that no branch can have. The database
     * then does for the caller exactly what it does for an unknown branch.
     */
    public String visible(String branchId) {
        return allow(branchId) ? branchId : "/" + branchId;
    }

    /** For SQL's LIKE with the backslash as escape, one for each pattern; none when there are no limits. */
    public List<String> likePatterns() {
        return patterns.orElse(List.of()).stream()
                .map(pattern -> pattern.endsWith(REST)
                        ? literal(pattern.substring(0, pattern.length() - 1)) + "%"
                        : literal(pattern))
                .toList();
    }

    /** A text for LIKE that stands for itself alone. */
    public static String literal(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }

    /** Whether these limits leave out nothing that the others allow. */
    boolean include(BranchLimits others) {
        if (patterns.isEmpty()) {
            return true;
        }
        return others.patterns.isPresent()
                && others.patterns.get().stream().allMatch(other -> patterns.get().stream()
                        .anyMatch(own -> own.equals(other) || covers(own, other)));
    }

    /** A longer prefix under a shorter one is covered too; a prefix is never covered by an exact id. */
    private static boolean covers(String pattern, String branchId) {
        return pattern.endsWith(REST)
                ? branchId.startsWith(pattern.substring(0, pattern.length() - 1))
                : branchId.equals(pattern);
    }
}
