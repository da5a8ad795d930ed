package tokenmanagement.admin;

import tokenmanagement.clients.ClientState;

/** What a person is to do about a registration, in words. */
final class NextStep {
    private static final String LINK = " Make a connect link and send it to the person.";

    private NextStep() {}

    /** @param error the word in {@code last_error}, or nothing */
    static String of(ClientState state, String error) {
        return switch (state) {
            case CONNECTED -> "Nothing is to do. The token is renewed before it ends.";
            case NEVER_CONNECTED -> "Nobody has consented yet." + LINK;
            case DISCONNECTED -> "The connection was cut, and its tokens are gone. To connect it again:" + LINK;
            case REAUTHORIZATION_REQUIRED -> person(error);
            case MISSING_SCOPE ->
                "The person left out a permission that the branch needs." + LINK
                        + " On Google's page every box must be ticked.";
            case CLIENT_MISCONFIGURED ->
                "Google refuses this client id and secret; the consent itself is kept. Compare them with the Google"
                        + " Cloud console and correct the registration. It is tried again every 15 minutes.";
            case REFRESH_FAILING ->
                "Nothing is to do yet: it is tried again by itself, and the token is handed out as long as it lives.";
            case INACTIVE -> "The registration is switched off. Nobody gets a token for it until it is active again.";
        };
    }

    /** Some words about an error end with the connect that is needed. */
    private static String person(String error) {
        if (error.isEmpty()) {
            return "Google does not renew this connection any more." + LINK;
        }
        String words = Words.error(error);
        return words.contains("connect") ? words + "." : words + "." + LINK;
    }
}
