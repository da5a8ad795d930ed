package tokenmanagement.platform;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of a request: known names only, each at most once. */
public final class QueryParameters {
    private static final int LONGEST = 1000;

    private final MultivaluedMap<String, String> values;

    private QueryParameters(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    /** @throws ProblemException 400 for a name that is not allowed or comes twice */
    public static QueryParameters of(MultivaluedMap<String, String> query, String... allowed) {
        Set<String> known = Set.of(allowed);
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                throw invalid("A query parameter is not known here. Allowed: "
                        + (known.isEmpty() ? "none" : String.join(", ", allowed)) + ".");
            }
            if (parameter.getValue().size() > 1) {
                throw invalid("The query parameter " + parameter.getKey() + " comes more than once.");
            }
            String value = parameter.getValue().get(0);
            if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
                throw invalid("The query parameter " + parameter.getKey() + " holds control characters, or more than "
                        + LONGEST + " characters.");
            }
        }
        return new QueryParameters(query);
    }

    /** An empty value counts as given: {@code ?q=} asks for the empty text. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.getFirst(name));
    }

    /** @throws ProblemException 400 when it is not a whole number within the bounds, both included */
    public Optional<Long> number(String name, long least, long most) {
        return text(name).map(text -> {
            if (text.matches("\\d{1,18}")) {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw invalid(
                    "The query parameter " + name + " must be a whole number from " + least + " to " + most + ".");
        });
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.invalidRequest(detail));
    }
}
