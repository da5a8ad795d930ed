package tokenmanagement.oauth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Secret;

/**
 * The parameters of an authorization response (RFC 6749 §4.1.2). Unknown ones are ignored, as §4.1.2 demands; of the
 * known ones each may come once (§3.1).
 *
 * @param error the authorization server's word instead of a code (§4.1.2.1)
 * @param issuer RFC 9207 §2
 */
public record Callback(Optional<Secret> state, Optional<Secret> code, Optional<String> error, Optional<String> issuer) {

    /** @throws ProblemException 400 {@code invalid-request} when a parameter is doubled, or code and error disagree */
    static Callback of(Map<String, List<String>> query) {
        Optional<Secret> code = single(query, "code").map(Secret::of);
        Optional<String> error = single(query, "error");
        if (code.isPresent() == error.isPresent()) {
            throw invalid("The callback must carry either a code or an error. Start the consent again.");
        }
        return new Callback(single(query, "state").map(Secret::of), code, error, only(query, "iss"));
    }

    /** RFC 6749 §3.1: a parameter without a value counts as left out. */
    private static Optional<String> single(Map<String, List<String>> query, String name) {
        return only(query, name).filter(value -> !value.isEmpty());
    }

    private static Optional<String> only(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw invalid("The parameter " + name + " comes more than once. Start the consent again.");
        }
        return values.stream().findFirst();
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.invalidRequest(detail));
    }
}
