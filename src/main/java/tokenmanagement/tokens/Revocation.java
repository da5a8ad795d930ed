package tokenmanagement.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import tokenmanagement.clients.Client;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;

/** A grant that is still to be revoked at the authorization server. Written once; {@link RevocationStore} does the rest. */
@Entity
@Table(name = "revocations")
public class Revocation {
    @Id
    private String id;

    @Column(name = "refresh_token_ciphertext")
    private byte[] refreshTokenCiphertext;

    @Column(name = "google_project")
    private String googleProject;

    @Column(name = "google_subject")
    private String googleSubject;

    @Column(name = "branch_id")
    private String branchId;

    private int attempts;

    /** For the persistence provider. */
    protected Revocation() {}

    Revocation(Client client, String googleSubject, Secret refreshToken, SecretCipher cipher) {
        id = UUID.randomUUID().toString();
        refreshTokenCiphertext = cipher.encrypt(refreshToken, place());
        googleProject = client.googleProject();
        this.googleSubject = googleSubject;
        branchId = client.branchId();
    }

    private SecretCipher.Place place() {
        return new SecretCipher.Place("revocations", "refresh_token_ciphertext", id);
    }

    String id() {
        return id;
    }

    String googleProject() {
        return googleProject;
    }

    String googleSubject() {
        return googleSubject;
    }

    String branchId() {
        return branchId;
    }

    /** Calls so far, the one that this row was claimed for included. */
    int attempts() {
        return attempts;
    }

    Secret refreshToken(SecretCipher cipher) {
        return cipher.decrypt(refreshTokenCiphertext, place());
    }
}
