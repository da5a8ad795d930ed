package tokenmanagement.admin;

import java.util.Map;
import tokenmanagement.tokens.Disconnected;
import tokenmanagement.tokens.TokenResult;

/**
 * One sentence above a page, chosen by a word in its address: whatever else stands there is not shown.
 *
 * @param bad whether it needs attention
 */
public record Banner(String words, boolean bad) {
    static final String REFRESHED = "refreshed";
    /** What was to be done needs an active registration. */
    static final String NOT_FOUND = "not-found";

    private static final Banner NONE = new Banner("", false);

    private static final Map<String, Banner> BANNERS = Map.ofEntries(
            Map.entry("expired", good("The page had been open for too long and was loaded anew.")),
            Map.entry("failed", bad("That did not work. The page was loaded anew; the log says why.")),
            Map.entry("key-revoked", good("The API key is revoked. It opens nothing any more, on any node.")),
            Map.entry("key-gone", bad("There is no such API key any more.")),
            Map.entry(REFRESHED, good("The access token is new.")),
            Map.entry("activated", good("The registration is active again.")),
            Map.entry("deactivated", good("The registration is switched off. Nobody gets a token for it.")),
            Map.entry(
                    "version-mismatch", bad("Somebody changed this registration at the same time. Look, and repeat.")),
            Map.entry(
                    "disconnected-pending", good("The connection is cut: our copy is gone, and Google is being told.")),
            Map.entry(
                    "disconnected-kept-for-sibling",
                    good("Our copy of the tokens is gone. The consent stays at Google, for another branch lives by the"
                            + " same account and Google project.")),
            Map.entry("disconnected-not-needed", good("There was no connection to cut.")),
            Map.entry(
                    "disconnected-not-possible",
                    bad("Our copy is gone. It could not be read any more, so only the account's owner can withdraw the"
                            + " consent at Google.")),
            Map.entry(NOT_FOUND, bad("The registration is switched off: nothing was done.")),
            Map.entry(
                    "reauthorization-required", bad("Nothing was refreshed: first a person must connect this branch.")),
            Map.entry("internal-error", bad("Google does not understand this service: a bug. Tell its operator.")),
            Map.entry("missing-scope", bad("Nothing was refreshed: the consent lacks a scope.")),
            Map.entry("client-misconfigured", bad("Google refuses the client id and secret. Nothing was refreshed.")),
            Map.entry(
                    "provider-unavailable",
                    bad("Google gave no usable answer just now. It is tried again by itself.")));

    static Banner of(String word) {
        return word == null ? NONE : BANNERS.getOrDefault(word, NONE);
    }

    /** What the next page is to say about an attempt to refresh: the code that the API has for it, but for success. */
    static String wordFor(TokenResult result) {
        if (result instanceof TokenResult.Issued) {
            return REFRESHED;
        }
        if (result instanceof TokenResult.Unknown) {
            return NOT_FOUND;
        }
        if (result instanceof TokenResult.ReauthorizationRequired) {
            return "reauthorization-required";
        }
        if (result instanceof TokenResult.RotationLost) {
            return "reauthorization-required";
        }
        if (result instanceof TokenResult.RequestRefused) {
            return "internal-error";
        }
        if (result instanceof TokenResult.MissingScope) {
            return "missing-scope";
        }
        if (result instanceof TokenResult.ClientMisconfigured) {
            return "client-misconfigured";
        }
        if (result instanceof TokenResult.ProviderUnavailable) {
            return "provider-unavailable";
        }
        throw new IllegalStateException("unmapped " + result.getClass());
    }

    static String wordFor(Disconnected disconnected) {
        return "disconnected-" + disconnected.revokedAtGoogle().word();
    }

    private static Banner good(String words) {
        return new Banner(words, false);
    }

    private static Banner bad(String words) {
        return new Banner(words, true);
    }
}
