package tokenmanagement.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything an operator can decide, parsed and checked once, when the application starts.
 *
 * <p>Names, defaults and rules stand in {@link SettingsReader}; the README lists the same table.
 *
 * @param database where the rows live
 * @param encryptionKeys the key ring, at least one key: the first encrypts, all decrypt
 * @param publicUrl what people's browsers see: scheme and authority, no path; links and cookie rules come from it
 * @param adminApiKey an API key with every scope
 * @param adminUser the name of the first administrator
 * @param adminPassword absent: nobody can sign in to the console
 * @param openLogin whether a stranger may start a consent (with the account check of the callback)
 * @param google the authorization server
 * @param refreshInterval how often the timer looks for due tokens, at least one second
 * @param refreshConcurrency calls to the authorization server at once on this node, 1 to 1024
 * @param spoolDirectory where answers wait on the disk while the database is away
 * @param rateLimit what one API key may ask of this node
 * @param auditRetention how long entries of the audit trail are kept
 * @param defaultClientId Google's client id for registrations that name none
 * @param defaultClientSecret the secret that belongs to it
 */
public record Settings(
        DatabaseUrl database,
        List<EncryptionKey> encryptionKeys,
        URI publicUrl,
        Optional<Secret> adminApiKey,
        String adminUser,
        Optional<Secret> adminPassword,
        boolean openLogin,
        Google google,
        Duration refreshInterval,
        int refreshConcurrency,
        Path spoolDirectory,
        RateLimit rateLimit,
        Duration auditRetention,
        Optional<String> defaultClientId,
        Optional<Secret> defaultClientSecret) {

    /**
     * One key of the ring.
     *
     * @param id what the operator calls it: 1 to 32 letters, digits, {@code - _ .}
     * @param key base64 of 32 bytes
     */
    public record EncryptionKey(String id, Secret key) {}

    /**
     * The authorization server's addresses.
     *
     * @param issuer expected in {@code iss} of callback and id token (RFC 9207, OpenID Connect Core §3.1.3.7)
     * @param timeout total deadline of one call, from connect to the last byte of the answer
     */
    public record Google(
            URI issuer,
            URI authorizationEndpoint,
            URI tokenEndpoint,
            URI revocationEndpoint,
            URI jwksUri,
            Duration timeout) {}

    /**
     * So many requests in a window of time.
     *
     * @param window whole seconds
     */
    public record RateLimit(int requests, Duration window) {}

    /** Whether browsers reach the service over TLS, so that cookies can be {@code Secure}. */
    public boolean publicUrlIsHttps() {
        return "https".equals(publicUrl.getScheme());
    }
}
