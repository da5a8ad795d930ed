package tokenmanagement.clients;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tokenmanagement.security.BranchLimits;

/**
 * Which registrations to list.
 *
 * @param text part of a branch, workspace or Google client id, in any case; empty finds all
 * @param limits the branches that whoever asks may know of
 */
public record ClientSearch(String text, Optional<ClientState> state, BranchLimits limits) {
    /** What a list can be ordered by, with the attribute of {@link ClientView} that holds it. */
    public enum Order {
        BRANCH("branchId"),
        WORKSPACE("workspaceName"),
        GOOGLE_CLIENT_ID("googleClientId"),
        STATE("state"),
        EXPIRES_AT("expiresAt"),
        LAST_REFRESHED_AT("lastRefreshedAt"),
        LAST_ERROR("lastError");

        private final String attribute;

        Order(String attribute) {
            this.attribute = attribute;
        }

        String attribute() {
            return attribute;
        }
    }

    /** An administrator's, who may know of every branch. */
    public ClientSearch(String text, Optional<ClientState> state) {
        this(text, state, BranchLimits.NONE);
    }

    /** For LIKE: the text as it is, whatever it contains. */
    String pattern() {
        return "%" + BranchLimits.literal(text.toLowerCase(Locale.ROOT)) + "%";
    }

    /** For LIKE, one for each limit; none when there are no limits. */
    List<String> limitPatterns() {
        return limits.likePatterns();
    }
}
