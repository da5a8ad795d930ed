package tokenmanagement.platform;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another node, or an operator's own statement, has changed a row.
 *
 * @param table {@code tokens}, {@code clients} or {@code api_keys}
 * @param id of the row; of a row in {@code tokens} its client's
 */
public record Notice(String table, long id) {
    private static final Pattern FORM = Pattern.compile("([a-z_]{1,63}) (\\d{1,18})");

    /** Empty for what is no notice of a change: anybody who may connect may notify. */
    static Optional<Notice> parse(String payload) {
        Matcher form = FORM.matcher(payload);
        return form.matches()
                ? Optional.of(new Notice(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }
}
