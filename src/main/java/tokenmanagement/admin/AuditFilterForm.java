package tokenmanagement.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tokenmanagement.security.AuditRow;
import tokenmanagement.security.AuditSearch;
import tokenmanagement.security.BranchLimits;

/**
 * What a person searches the audit trail for.
 *
 * @param from the first day, in UTC
 * @param to the last day, included
 * @param after the place behind which the page begins
 */
public record AuditFilterForm(String branch, String caller, String from, String to, String after) {
    private static final String ADDRESS = "/admin/audit.xhtml";
    private static final int LONGEST = 300;

    static AuditFilterForm of(Map<String, String> parameters) {
        return new AuditFilterForm(
                text(parameters, "branch"),
                text(parameters, "caller"),
                text(parameters, "from"),
                text(parameters, "to"),
                text(parameters, "after"));
    }

    /** Without control characters, of which PostgreSQL takes no NUL. */
    private static String text(Map<String, String> parameters, String name) {
        String text =
                parameters.getOrDefault(name, "").replaceAll("\\p{Cntrl}", "").strip();
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    /** What cannot be searched for, in words; empty when all can. */
    public String mistake() {
        boolean days = (from.isEmpty() || start(from).isPresent())
                && (to.isEmpty() || start(to).isPresent());
        return days ? "" : "A day is written like 2026-12-31.";
    }

    AuditSearch search() {
        return new AuditSearch(
                given(branch),
                given(caller),
                Optional.empty(),
                start(from),
                start(to).map(day -> day.plus(Duration.ofDays(1))),
                BranchLimits.NONE,
                AuditSearch.Cursor.parse(after));
    }

    String addressBehind(AuditRow row) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("branch", branch);
        query.put("caller", caller);
        query.put("from", from);
        query.put("to", to);
        query.put("after", AuditSearch.Cursor.behind(row).toString());
        return query.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", ADDRESS + "?", ""));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(present -> !present.isEmpty());
    }

    private static Optional<Instant> start(String day) {
        return AuditSearch.time(day + "T00:00:00Z");
    }
}
