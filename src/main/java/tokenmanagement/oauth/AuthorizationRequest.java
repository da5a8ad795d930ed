package tokenmanagement.oauth;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import tokenmanagement.clients.Client;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Sha256;
import tokenmanagement.security.SecretCipher;

/**
 * A redirect to the authorization server that is waiting for its callback (RFC 6749 §4.1.1).
 *
 * <p>Of state, browser secret and nonce only the hash is kept, so that who reads this table can finish nothing. The
 * PKCE verifier (RFC 7636) is needed again and therefore encrypted.
 */
@Entity
@Table(name = "authorization_requests")
public class AuthorizationRequest {
    /** RFC 6819 §5.1.5.3: short. */
    static final Duration LIFE = Duration.ofMinutes(10);

    @Id
    @Column(name = "state_hash")
    private String stateHash;

    @Column(name = "browser_hash")
    private String browserHash;

    @Column(name = "client_id")
    private long clientId;

    @Column(name = "client_version")
    private long clientVersion;

    @Column(name = "code_verifier_ciphertext")
    private byte[] codeVerifierCiphertext;

    @Column(name = "nonce_hash")
    private String nonceHash;

    private String issuer;

    @Enumerated(EnumType.STRING)
    @Column(name = "vouched_by")
    private VouchedBy vouchedBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    /** For the persistence provider. */
    protected AuthorizationRequest() {}

    AuthorizationRequest(
            BrowserFlow flow,
            Client client,
            String issuer,
            VouchedBy vouchedBy,
            Secret codeVerifier,
            Instant now,
            SecretCipher cipher) {
        stateHash = flow.stateHash();
        browserHash = Sha256.base64Url(flow.browserSecret().reveal());
        nonceHash = Sha256.base64Url(flow.nonce());
        clientId = client.id();
        clientVersion = client.version();
        this.issuer = issuer;
        this.vouchedBy = vouchedBy;
        codeVerifierCiphertext = cipher.encrypt(codeVerifier, verifierPlace());
        createdAt = now;
        expiresAt = now.plus(LIFE);
    }

    private SecretCipher.Place verifierPlace() {
        return new SecretCipher.Place("authorization_requests", "code_verifier_ciphertext", stateHash);
    }

    /** RFC 9700 §2.1: the callback must come from the browser that was sent away. */
    boolean wasStartedBy(Secret browserSecret) {
        byte[] presented = Sha256.base64Url(browserSecret.reveal()).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(presented, browserHash.getBytes(StandardCharsets.US_ASCII));
    }

    boolean hasExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    long clientId() {
        return clientId;
    }

    long clientVersion() {
        return clientVersion;
    }

    String nonceHash() {
        return nonceHash;
    }

    /** Whom the person was sent to; an {@code iss} in the callback must name the same (RFC 9207 §2.4). */
    String issuer() {
        return issuer;
    }

    VouchedBy vouchedBy() {
        return vouchedBy;
    }

    Secret codeVerifier(SecretCipher cipher) {
        return cipher.decrypt(codeVerifierCiphertext, verifierPlace());
    }
}
