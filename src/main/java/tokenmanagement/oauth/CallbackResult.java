package tokenmanagement.oauth;

import java.net.URI;
import java.time.Instant;
import tokenmanagement.platform.Secret;

/** How a consent ended. Everything but {@link Connected} leaves an earlier pair as it was. */
public sealed interface CallbackResult {
    /**
     * The pair is stored.
     *
     * @param redirectUri the registered address, which the browser is at
     */
    record Connected(
            String googleClientId,
            String branchId,
            URI redirectUri,
            Secret accessToken,
            Instant expiresAt,
            String scope)
            implements CallbackResult {}

    /** The state is unknown, used, expired, from another browser, or from before a change of the registration. */
    record InvalidState() implements CallbackResult {}

    /** The callback names another authorization server than the one the person was sent to (RFC 9207 §2.4). */
    record ForeignIssuer() implements CallbackResult {}

    /** The registration was removed or switched off meanwhile. */
    record UnknownClient() implements CallbackResult {}

    /** The person, or their administrator, said no. */
    record AccessDenied() implements CallbackResult {}

    /** The authorization server does not know this code (any more). */
    record CodeRefused() implements CallbackResult {}

    /** The id token is missing or not to be believed. */
    record IdentityUnproven() implements CallbackResult {}

    /** Nobody vouched for the person, and the account is not the one that the client was registered for. */
    record WrongAccount() implements CallbackResult {}

    record MissingScope(long clientId) implements CallbackResult {}

    /** Without a refresh token the branch would work for an hour. */
    record NoRefreshToken(long clientId) implements CallbackResult {}

    /** The authorization server refuses the client itself, in this word. */
    record ClientMisconfigured(String error) implements CallbackResult {}

    /** The authorization server gave no usable answer. */
    record ProviderUnavailable() implements CallbackResult {}
}
