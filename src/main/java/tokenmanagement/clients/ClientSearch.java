package tokenmanagement.clients;

import java.util.Optional;

/**
 * Which registrations to list.
 *
 * @param text part of a branch, workspace or Google client id, in any case; empty finds all
 */
public record ClientSearch(String text, Optional<ClientState> state) {
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

    /** For LIKE: the text as it is, whatever it contains. */
    String pattern() {
        String literal = text.toLowerCase(java.util.Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
        return "%" + literal + "%";
    }
}
