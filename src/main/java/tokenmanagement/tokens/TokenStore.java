package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
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
    Clock clock;

    @Inject
    TokenGenerationStore generations;

    @Inject
    LateTokenStore lateTokens;

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
     * <p>A success is the truth about the successor of its parent generation, whoever holds the lease by now. A failure
     * is worth writing only while both the lease and the generation still stand: otherwise it may be the echo of
     * another node's success.
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
        boolean current = token.generation() == lease.generation();
        boolean holdsLease = token.fence() == lease.fence();
        if (current && response instanceof TokenResponse.Granted granted) {
            token.granted(granted, cipher, plan, Scopes.covering(client.scopes()));
            generations.add(token, granted, cause, node);
            lateTokens.drop(token.clientId());
            clients.accepted(token.clientId());
        } else if (current && holdsLease && response instanceof TokenResponse.Refused refused) {
            refused(lease, token, refused);
        } else if (current && response instanceof TokenResponse.Unreachable unreachable) {
            unreachable.refreshToken().ifPresent(fresh -> token.keep(fresh, cipher));
            if (holdsLease) {
                failed(token, unreachable);
            }
        } else if (!current) {
            lateTokens.keep(lease, response);
            if (isReuse(lease, token, response)) {
                token.reused();
            }
        }
        if (holdsLease) {
            if (isWhole(response)) {
                token.answered();
            }
            token.release();
        }
        em.flush();
        em.refresh(client);
        return Optional.of(new BranchToken(client, Optional.of(token)));
    }

    /** A refresh token was refused that had a successor by then: the refusal may have killed that one, too. */
    private boolean isReuse(Lease lease, Token token, TokenResponse response) {
        return response instanceof TokenResponse.Refused refused
                && refused.reason() == TokenResponse.Reason.GRANT
                && token.status() == Token.Status.ACTIVE
                && !token.refreshToken(cipher).equals(lease.token().refreshToken(cipher));
    }

    private void failed(Token token, TokenResponse.Unreachable unreachable) {
        Instant now = clock.instant();
        unreachable
                .retryAfter()
                .ifPresentOrElse(
                        wait -> token.askedToWait(unreachable.error(), wait, now),
                        () -> token.unreachable(unreachable.error(), plan.pause(token.failures()), now));
    }

    /** Whether nothing of the answer is missing: a new refresh token may have been in what did not arrive. */
    private static boolean isWhole(TokenResponse response) {
        return !(response instanceof TokenResponse.Unreachable unreachable)
                || unreachable.kind() == TokenResponse.Kind.NOT_SENT
                || unreachable.kind() == TokenResponse.Kind.TRANSIENT
                || unreachable.refreshToken().isPresent();
    }

    private void refused(Lease lease, Token token, TokenResponse.Refused refused) {
        switch (refused.reason()) {
            case GRANT ->
                token.refused(token.lostAnAnswer() ? Token.LOST_ROTATION : refused.error(), plan, clock.instant());
            case PERSON -> token.refused(refused.errorSubtype().orElse(refused.error()), plan, clock.instant());
            case REQUEST -> token.unreachable(refused.error(), plan.longPause(), clock.instant());
            // the registration is broken, the grant below it is not
            case CLIENT -> clients.misconfigured(lease.client(), refused.error());
        }
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
