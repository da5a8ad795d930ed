package tokenmanagement.google;

import java.util.Optional;

/** What came of checking an id token. */
public sealed interface IdTokenResult {
    /**
     * Google says so.
     *
     * @param subject who consented, for ever the same; the e-mail may change hands (OpenID Connect Core §5.7)
     * @param email present when the scope {@code email} was granted
     * @param emailVerified false as well when the token says nothing about it
     */
    record Verified(String subject, Optional<String> email, boolean emailVerified) implements IdTokenResult {}

    /**
     * Not Google's word, or not about this client and this flow.
     *
     * @param reason {@code malformed}, {@code algorithm}, {@code key}, {@code signature}, {@code issuer},
     *     {@code audience}, {@code expired}, {@code nonce} or {@code subject}
     */
    record Rejected(String reason) implements IdTokenResult {}

    /**
     * Google's keys could not be had, so nothing is known about the token.
     *
     * @param error one word for logs, for example {@code http_503}
     */
    record Unavailable(String error) implements IdTokenResult {}
}
