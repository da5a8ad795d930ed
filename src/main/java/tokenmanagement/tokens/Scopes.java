package tokenmanagement.tokens;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Compares scopes as sets (RFC 6749 §3.3: the order does not matter), under the names that Google gives them. */
public final class Scopes {
    /** Asked for as OpenID Connect names it, granted as Google names it. */
    private static final Map<String, String> GOOGLE_NAMES = Map.of(
            "email", "https://www.googleapis.com/auth/userinfo.email",
            "profile", "https://www.googleapis.com/auth/userinfo.profile");

    private Scopes() {}

    /** Whether a granted scope holds everything that is needed. */
    public static Predicate<String> covering(List<String> needed) {
        return granted -> {
            Set<String> has = new HashSet<>();
            Arrays.stream(granted.split(" ")).map(Scopes::googleName).forEach(has::add);
            return needed.stream().map(Scopes::googleName).allMatch(has::contains);
        };
    }

    private static String googleName(String scope) {
        return GOOGLE_NAMES.getOrDefault(scope, scope);
    }
}
