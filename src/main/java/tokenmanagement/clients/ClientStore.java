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

    /** Notes that the authorization server refuses this registration: its grants pause, none of them is touched. */
    public void misconfigured(long id, String error) {
        em.createNativeQuery(
                        "UPDATE clients SET misconfigured_error = ?, misconfigured_at = clock_timestamp() WHERE id = ?")
                .setParameter(1, error)
                .setParameter(2, id)
                .executeUpdate();
    }

    /** The authorization server accepted this registration. */
    public void accepted(long id) {
        em.createNativeQuery("UPDATE clients SET misconfigured_error = NULL, misconfigured_at = NULL"
                        + " WHERE id = ? AND misconfigured_error IS NOT NULL")
                .setParameter(1, id)
                .executeUpdate();
    }
}
