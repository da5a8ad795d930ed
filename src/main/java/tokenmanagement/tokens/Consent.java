package tokenmanagement.tokens;

import java.util.Optional;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Secret;

/**
 * What a person's consent brought, checked and complete.
 *
 * @param clientVersion of the registration that the consent was started with
 * @param subject Google's {@code sub}: the account, for good
 * @param email the account's verified address, if it told one
 * @param scope what was granted
 */
public record Consent(
        long clientId,
        long clientVersion,
        String subject,
        Optional<String> email,
        String scope,
        TokenResponse.Granted granted,
        Secret refreshToken) {}
