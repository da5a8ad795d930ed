package tokenmanagement.clients;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tokenmanagement.security.SecretCipher;

/** The Google client registration of one branch (RFC 6749 §2). Read here; {@link ClientStore} writes it. */
@Entity
@Table(name = "clients")
public class Client {
    /** A registration that the authorization server refuses is tried again this often. */
    public static final Duration PROBE_INTERVAL = Duration.ofMinutes(15);

    @Id
    private long id;

    @Column(name = "client_id")
    private String googleClientId;

    @Column(name = "client_secret_ciphertext")
    private byte[] clientSecretCiphertext;

    @Column(name = "previous_secret_ciphertext")
    private byte[] previousSecretCiphertext;

    @Column(name = "client_secret_accepted")
    private String clientSecretAccepted;

    @Column(name = "redirect_uri")
    private String redirectUri;

    @Column(name = "branch_id")
    private String branchId;

    @Column(name = "workspace_email")
    private String workspaceEmail;

    private String scopes;

    @Column(name = "is_active")
    private boolean active;

    @Column(name = "misconfigured_error")
    private String misconfiguredError;

    @Column(name = "misconfigured_at")
    private Instant misconfiguredAt;

    private long version;

    /** For the persistence provider. */
    protected Client() {}

    static SecretCipher.Place secretPlace(String branchId) {
        return new SecretCipher.Place("clients", "client_secret_ciphertext", branchId);
    }

    static SecretCipher.Place previousSecretPlace(String branchId) {
        return new SecretCipher.Place("clients", "previous_secret_ciphertext", branchId);
    }

    public long id() {
        return id;
    }

    public String branchId() {
        return branchId;
    }

    public String googleClientId() {
        return googleClientId;
    }

    /** The Google Cloud project: what stands before the first dash of Google's client id. */
    public String googleProject() {
        return googleClientId().split("-", 2)[0];
    }

    /** The account that a stranger's consent must come from. */
    public String workspaceEmail() {
        return workspaceEmail;
    }

    /** What the branch's token must cover. */
    public List<String> scopes() {
        return List.of(scopes.split(" "));
    }

    public boolean isActive() {
        return active;
    }

    public URI redirectUri() {
        return URI.create(redirectUri);
    }

    /** Counts the changes to the registration; a consent that was started before a change does not finish after it. */
    public long version() {
        return version;
    }

    /** @throws tokenmanagement.security.Undecryptable when the stored secret was tampered with */
    public ClientCredentials credentials(SecretCipher cipher) {
        return new ClientCredentials(
                googleClientId, cipher.decrypt(clientSecretCiphertext, secretPlace(branchId)), URI.create(redirectUri));
    }

    /** With the secret before the present one, which stays until the present one has been accepted. */
    public Optional<ClientCredentials> previousCredentials(SecretCipher cipher) {
        return Optional.ofNullable(previousSecretCiphertext)
                .map(ciphertext -> new ClientCredentials(
                        googleClientId,
                        cipher.decrypt(ciphertext, previousSecretPlace(branchId)),
                        URI.create(redirectUri)));
    }

    /** Whether it is on record that the authorization server accepted this secret last. */
    public boolean knowsAccepted(ClientSecret secret) {
        return secret.word().equals(clientSecretAccepted);
    }

    /** The authorization server's word against this registration, as long as it stands. */
    public Optional<String> misconfiguredError() {
        return Optional.ofNullable(misconfiguredError);
    }

    /** How long the registration's grants are left alone before the next probe; zero when one may be tried now. */
    public Duration pause(Instant now) {
        if (misconfiguredAt == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, misconfiguredAt.plus(PROBE_INTERVAL));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
