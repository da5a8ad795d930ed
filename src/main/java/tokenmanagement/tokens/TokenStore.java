package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.security.SealedColumn;
import tokenmanagement.security.SecretCipher;

/** The rows of {@code tokens}. Each method is one short transaction; {@link LeaseStore} has the leases. */
@Stateless
@Interceptors(DatabaseFailures.class)
public class TokenStore {
    @Produces
    static final SealedColumn ACCESS_TOKEN = sealed("access_token_ciphertext");

    @Produces
    static final SealedColumn REFRESH_TOKEN = sealed("refresh_token_ciphertext");

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    SecretCipher cipher;

    @Inject
    RefreshPlan plan;

    @Inject
    TokenGenerationStore generations;

    @Inject
    LateTokenStore lateTokens;

    @Inject
    RefreshVerdict verdict;

    @Inject
    ClientStore clients;

    @Inject
    RevocationStore revocations;

    private static SealedColumn sealed(String column) {
        return new SealedColumn("tokens", column, "id", "CAST(client_id AS text)");
    }

    public Optional<BranchToken> find(String branchId) {
        return found(em.createQuery(
                        "SELECT c, t FROM Client c LEFT JOIN Token t ON t.clientId = c.id WHERE c.branchId = :branch",
                        Object[].class)
                .setParameter("branch", branchId)
                .getResultList());
    }

    public Optional<BranchToken> find(long clientId) {
        return found(em.createQuery(
                        "SELECT c, t FROM Client c LEFT JOIN Token t ON t.clientId = c.id WHERE c.id = :id",
                        Object[].class)
                .setParameter("id", clientId)
                .getResultList());
    }

    private static Optional<BranchToken> found(List<Object[]> rows) {
        return rows.stream()
                .findFirst()
                .map(row -> new BranchToken((Client) row[0], Optional.ofNullable((Token) row[1])));
    }

    /**
     * Writes down what a refresh brought, and gives the lease back.
     *
     * @return empty when the branch is gone
     */
    public Optional<BranchToken> record(Lease lease, TokenResponse response, Cause cause, String node) {
        // the registration first, as in connect: in the other order the two would wait for each other
        Client client = em.find(Client.class, lease.client().id(), LockModeType.PESSIMISTIC_WRITE);
        Token token = em.find(Token.class, lease.token().id(), LockModeType.PESSIMISTIC_WRITE);
        boolean gone = client == null || token == null;
        if (gone || token.status() == Token.Status.REVOKED) {
            revocations.addLate(lease, response);
            return gone ? Optional.empty() : Optional.of(new BranchToken(client, Optional.of(token)));
        }
        verdict.write(lease, response, client, token, cause, node);
        em.flush();
        em.refresh(client);
        return Optional.of(new BranchToken(client, Optional.of(token)));
    }

    /**
     * Stores what a consent brought.
     *
     * @return empty when the registration is gone, inactive or was changed since the
     *     consent was started
     */
    public Optional<Connection> connect(Consent consent, String node) {
        Client client = em.find(Client.class, consent.clientId(), LockModeType.PESSIMISTIC_WRITE);
        if (client == null || !client.isActive() || client.version() != consent.clientVersion()) {
            return Optional.empty();
        }
        Token token = em.createQuery("SELECT t FROM Token t WHERE t.clientId = :client", Token.class)
                .setParameter("client", consent.clientId())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> new Token(consent.clientId()));
        boolean accountChanged = token.connected(consent, cipher, plan);
        em.persist(token);
        generations.add(token, consent.granted(), Cause.CONNECT, node);
        lateTokens.drop(client.id());
        clients.accepted(client.id());
        return Optional.of(new Connection(token.expiresAt(), accountChanged));
    }
}
