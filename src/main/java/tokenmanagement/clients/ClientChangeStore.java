package tokenmanagement.clients;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SealedColumn;
import tokenmanagement.security.SecretCipher;

/** What operators change about rows of {@code clients}. Each method is one short transaction, or part of one. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class ClientChangeStore {
    @Produces
    static final SealedColumn PREVIOUS_CLIENT_SECRET =
            new SealedColumn("clients", "previous_secret_ciphertext", "id", "branch_id");

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    SecretCipher cipher;

    /**
     * Changes the registration if it still has this version: of two changes at once one wins. A new secret clears the
     * word against the registration, and becomes the one that is tried first.
     *
     * @return false when it has another version by now, or is gone
     */
    public boolean change(long id, long version, ClientChange change) {
        Client client = em.find(Client.class, id);
        if (client == null || client.version() != version || !write(client, change)) {
            return false;
        }
        change.clientSecret().ifPresent(secret -> replaceSecret(client, secret));
        return true;
    }

    private boolean write(Client client, ClientChange change) {
        return em.createNativeQuery(
                                """
                                UPDATE clients SET redirect_uri = ?, workspace_email = ?, scopes = ?, is_active = ?,
                                       workspace_name = COALESCE(CAST(? AS text), workspace_name),
                                       version = version + 1, updated_at = clock_timestamp()
                                WHERE id = ? AND version = ?
                                """)
                        .setParameter(
                                1,
                                change.redirectUri().orElse(client.redirectUri().toString()))
                        .setParameter(2, change.workspaceEmail().orElse(client.workspaceEmail()))
                        .setParameter(3, String.join(" ", change.scopes().orElse(client.scopes())))
                        .setParameter(4, change.active().orElse(client.isActive()))
                        .setParameter(5, change.workspaceName().orElse(null))
                        .setParameter(6, client.id())
                        .setParameter(7, client.version())
                        .executeUpdate()
                == 1;
    }

    /** Behind the UPDATE that won, and read anew: until then the previous secret may still have been dropped. */
    private void replaceSecret(Client client, Secret secret) {
        em.refresh(client);
        SecretPair pair = SecretPair.of(client, cipher).replacedBy(secret);
        byte[] previous = pair.previous()
                .map(old -> cipher.encrypt(old, Client.previousSecretPlace(client.branchId())))
                .orElse(null);
        em.createNativeQuery(
                        """
                        UPDATE clients SET client_secret_ciphertext = ?,
                               previous_secret_ciphertext = CAST(? AS bytea), client_secret_accepted = NULL,
                               misconfigured_error = NULL, misconfigured_at = NULL
                        WHERE id = ?
                        """)
                .setParameter(1, cipher.encrypt(secret, Client.secretPlace(client.branchId())))
                .setParameter(2, previous)
                .setParameter(3, client.id())
                .executeUpdate();
    }

    /** A consent that is under way does not finish any more. */
    public void outdate(long id) {
        em.createNativeQuery("UPDATE clients SET version = version + 1, updated_at = clock_timestamp() WHERE id = ?")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** With its token, its history and its connect links. */
    public void delete(long id) {
        em.createNativeQuery("DELETE FROM clients WHERE id = ?")
                .setParameter(1, id)
                .executeUpdate();
    }
}
