package tokenmanagement.oauth;

import java.net.URI;

/** What came of the wish to start a consent. */
public sealed interface BeginResult {
    /**
     * Send the browser there.
     *
     * @param cookie to set in the browser first
     */
    record Redirect(URI uri, FlowCookie cookie) implements BeginResult {
        /** The address holds the state. */
        @Override
        public String toString() {
            return "Redirect[hidden]";
        }
    }

    /** No such client, or one that is not active. */
    record Unknown() implements BeginResult {}

    /** The connect link was used already, has expired, or belongs to another client. */
    record LinkRefused() implements BeginResult {}

    /** Nobody vouches for this person, and the settings do not let strangers start. */
    record NotVouchedFor() implements BeginResult {}
}
