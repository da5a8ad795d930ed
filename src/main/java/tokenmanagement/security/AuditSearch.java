package tokenmanagement.security;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which entries of the audit trail to show, newest first.
 *
 * @param from the earliest time, included
 * @param to the latest time, excluded
 * @param limits the branches that whoever asks may know of: entries without a branch are for those without limits
 * @param after show what is older than this entry
 */
public record AuditSearch(
        Optional<String> branchId,
        Optional<String> caller,
        Optional<String> action,
        Optional<Instant> from,
        Optional<Instant> to,
        BranchLimits limits,
        Optional<Cursor> after) {
    public static final AuditSearch ALL = new AuditSearch(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BranchLimits.NONE,
            Optional.empty());

    /** Nearly every entry; the index on actions leaves it out. */
    private static final String COMMON_ACTION = "token.read";

    private static final Pattern YEAR = Pattern.compile("\\d{4}-");

    /** The place of an entry in the order of the list: it stays right when entries come and go. */
    public record Cursor(Instant time, long chain, long sequence) {
        private static final Pattern TEXT = Pattern.compile("(\\d{1,17})-(\\d{1,18})-(\\d{1,18})");

        public static Cursor behind(AuditRow row) {
            return new Cursor(row.entry().time(), row.chain(), row.sequence());
        }

        public static Optional<Cursor> parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Cursor(
                            Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS),
                            Long.parseLong(matcher.group(2)),
                            Long.parseLong(matcher.group(3))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return AuditEntry.micros(time) + "-" + chain + "-" + sequence;
        }
    }

    /** @return empty for what is no time, and for years that do not have four digits: PostgreSQL does not know them all */
    public static Optional<Instant> time(String text) {
        try {
            return Optional.of(text)
                    .filter(given -> YEAR.matcher(given).lookingAt())
                    .map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A condition of SQL and its values. */
    record Where(String sql, List<Object> values) {}

    Where where() {
        StringBuilder sql = new StringBuilder(" WHERE true");
        List<Object> values = new ArrayList<>();
        // outside the limits the database must not walk through the branch's entries: that takes time, and so tells
        branchId.ifPresent(branch -> add(sql, values, "branch_id = ?", limits.visible(branch)));
        caller.ifPresent(name -> add(sql, values, "caller = ?", name));
        action.ifPresent(word -> {
            add(sql, values, "action = ?", word);
            if (!word.equals(COMMON_ACTION)) {
                sql.append(" AND action <> '").append(COMMON_ACTION).append('\'');
            }
        });
        from.ifPresent(time -> add(sql, values, "at >= ?", Timestamp.from(time)));
        to.ifPresent(time -> add(sql, values, "at < ?", Timestamp.from(time)));
        after.ifPresent(cursor -> add(
                sql,
                values,
                "(at, chain, sequence) < (?, ?, ?)",
                Timestamp.from(cursor.time()),
                cursor.chain(),
                cursor.sequence()));
        List<String> patterns = limits.likePatterns();
        if (!patterns.isEmpty()) {
            String any = String.join(
                    " OR ",
                    patterns.stream()
                            .map(pattern -> "branch_id LIKE ? ESCAPE '\\'")
                            .toList());
            add(sql, values, "(" + any + ")", patterns.toArray());
        }
        return new Where(sql.toString(), values);
    }

    private static void add(StringBuilder sql, List<Object> values, String condition, Object... more) {
        sql.append(" AND ").append(condition);
        values.addAll(List.of(more));
    }
}
