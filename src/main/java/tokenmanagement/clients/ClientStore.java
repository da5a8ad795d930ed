package tokenmanagement.clients;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.security.SealedColumn;
import tokenmanagement.security.SecretCipher;

/** The rows of {@code clients}. Each method is one short transaction. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class ClientStore {
    @Produces
    static final SealedColumn CLIENT_SECRET =
            new SealedColumn("clients", "client_secret_ciphertext", "id", "branch_id");

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    SecretCipher cipher;

    /** Stores the registration unless its branch has one. A single statement: of two at once, one is created. */
    public RegistrationResult register(ClientRegistration registration) {
        int inserted = em.createNativeQuery(
                        """
                        INSERT INTO clients (client_id, client_secret_ciphertext, redirect_uri, branch_id,
                                             workspace_email, workspace_name, scopes)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (branch_id) DO NOTHING
                        """)
                .setParameter(1, registration.googleClientId())
                .setParameter(
                        2, cipher.encrypt(registration.clientSecret(), Client.secretPlace(registration.branchId())))
                .setParameter(3, registration.redirectUri())
                .setParameter(4, registration.branchId())
                .setParameter(5, registration.workspaceEmail())
                .setParameter(6, registration.workspaceName())
                .setParameter(7, String.join(" ", registration.scopes()))
                .executeUpdate();
        long id = em.createQuery("SELECT c.id FROM Client c WHERE c.branchId = :branch", Long.class)
                .setParameter("branch", registration.branchId())
                .getSingleResult();
        return inserted == 1 ? new RegistrationResult.Created(id) : new RegistrationResult.AlreadyExists(id);
    }

    public Optional<Client> find(long id) {
        return Optional.ofNullable(em.find(Client.class, id));
    }

    public List<Client> newest(int most) {
        return em.createQuery("SELECT c FROM Client c ORDER BY c.id DESC", Client.class)
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * Notes that the authorization server refuses this registration: its grants pause, none of them is touched.
     *
     * @param client as it was read before the call: what is said of an earlier version says nothing of the present one
     */
    public void misconfigured(Client client, String error) {
        em.createNativeQuery("UPDATE clients SET misconfigured_error = ?, misconfigured_at = clock_timestamp()"
                        + " WHERE id = ? AND version = ?")
                .setParameter(1, error)
                .setParameter(2, client.id())
                .setParameter(3, client.version())
                .executeUpdate();
    }

    /**
     * Notes which secret the authorization server accepted. With the current one accepted the previous one goes.
     *
     * @param client as it was read before the call
     */
    public void accepted(Client client, ClientSecret secret) {
        if (client.knowsAccepted(secret)) {
            return;
        }
        em.createNativeQuery(
                        """
                        UPDATE clients SET client_secret_accepted = ?,
                               previous_secret_ciphertext = CASE WHEN ? THEN NULL ELSE previous_secret_ciphertext END
                        WHERE id = ? AND version = ?
                        """)
                .setParameter(1, secret.word())
                .setParameter(2, secret == ClientSecret.CURRENT)
                .setParameter(3, client.id())
                .setParameter(4, client.version())
                .executeUpdate();
    }

    /** The authorization server accepted this registration: nothing is said against it any more. */
    public void accepted(long id) {
        em.createNativeQuery("UPDATE clients SET misconfigured_error = NULL, misconfigured_at = NULL"
                        + " WHERE id = ? AND misconfigured_error IS NOT NULL")
                .setParameter(1, id)
                .executeUpdate();
    }
}
