package tokenmanagement.tokens;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;

/**
 * The version that a change was made from, out of {@code If-Match} (RFC 9110 §13.1.1).
 *
 * <p>Exactly one strong entity tag is taken. {@code *} is refused: it would overwrite what another has just changed,
 * which is what the header is there to prevent.
 *
 * @param version empty for a tag that this service cannot have given out, or a weak one: neither ever matches
 */
record IfMatch(Optional<Long> version) {
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e]*)\"");
    private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,17}");

    /**
     * @param values as they came, null for none
     * @throws ProblemException 400 for no tag, more than one, or something else
     */
    static IfMatch of(List<String> values) {
        if (values == null || values.isEmpty()) {
            throw refused("is missing");
        }
        Matcher tag = TAG.matcher(String.join(",", values).strip());
        if (!tag.matches()) {
            throw refused("must hold exactly one entity tag, in its quotes");
        }
        boolean possible = tag.group(1) == null && VERSION.matcher(tag.group(2)).matches();
        return new IfMatch(possible ? Optional.of(Long.valueOf(tag.group(2))) : Optional.empty());
    }

    private static ProblemException refused(String what) {
        return new ProblemException(
                Problem.invalidRequest("The header If-Match " + what + ". Read the client first, and"
                        + " send the ETag of that answer: so a change that another made meanwhile is not lost."));
    }

    Problem mismatch() {
        return Problem.of(
                412,
                "version-mismatch",
                "The client is not as it was when you read it, or the tag in If-Match is none that GET gave (a weak one,"
                        + " with W/, never matches). Nothing was changed: read the client again, and repeat the change"
                        + " with the new ETag.");
    }
}
