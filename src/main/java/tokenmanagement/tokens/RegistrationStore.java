package tokenmanagement.tokens;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientChange;
import tokenmanagement.clients.ClientChangeStore;
import tokenmanagement.platform.DatabaseFailures;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/**
 * What an operator's change of a registration does to the stored pair below it. Each method is one short transaction,
 * and locks the registration before the pair.
 */
@Stateless
@Interceptors(DatabaseFailures.class)
public class RegistrationStore {
    private static final Logger LOG = Logger.getLogger(RegistrationStore.class.getName());

    @PersistenceContext(unitName = "tokens")
    EntityManager em;

    @Inject
    SecretCipher cipher;

    @Inject
    Clock clock;

    @Inject
    ClientChangeStore clients;

    @Inject
    RevocationStore revocations;

    @Inject
    LateTokenStore lateTokens;

    /**
     * Changes the registration if it still has this version. Other scopes are held against the stored grant; with
     * another client secret the timer tries at its next look whether Google takes it.
     *
     * @return false when it has another version by now, or is gone
     */
    public boolean change(long clientId, long version, ClientChange change) {
        if (!clients.change(clientId, version, change)) {
            return false;
        }
        token(clientId).ifPresent(token -> {
            change.scopes().ifPresent(scopes -> token.needs(Scopes.covering(scopes)));
            if (change.clientSecret().isPresent()) {
                token.due(clock.instant());
            }
        });
        return true;
    }

    /**
     * Destroys the stored pair. A refresh or a consent that is under way does not bring it back: the generation, the
     * fence and the version of the registration have moved on.
     *
     * @return empty for an unknown branch
     */
    public Optional<Disconnected> disconnect(String branchId) {
        Optional<Client> client = em.createQuery("SELECT c FROM Client c WHERE c.branchId = :branch", Client.class)
                .setParameter("branch", branchId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
        return client.map(found -> new Disconnected(found.id(), branchId, disconnect(found)));
    }

    private RevokedAtGoogle disconnect(Client client) {
        Optional<Token> token = token(client.id()).filter(stored -> stored.status() != Token.Status.REVOKED);
        if (token.isEmpty()) {
            return revocations.isListed(client.branchId()) ? RevokedAtGoogle.PENDING : RevokedAtGoogle.NOT_NEEDED;
        }
        List<Secret> refreshTokens = readable(client, token.get());
        token.get().disconnected();
        lateTokens.drop(client.id());
        clients.outdate(client.id());
        em.flush();
        return list(client, token.get(), refreshTokens);
    }

    /** @return empty for an unknown client */
    public Optional<Disconnected> delete(long clientId) {
        Client client = em.find(Client.class, clientId, LockModeType.PESSIMISTIC_WRITE);
        if (client == null) {
            return Optional.empty();
        }
        RevokedAtGoogle revoked = disconnect(client);
        clients.delete(clientId);
        return Optional.of(new Disconnected(clientId, client.branchId(), revoked));
    }

    private RevokedAtGoogle list(Client client, Token token, List<Secret> refreshTokens) {
        if (refreshTokens.isEmpty()) {
            return RevokedAtGoogle.NOT_POSSIBLE;
        }
        // of two siblings that are disconnected at once the second must see that the first is gone
        em.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('revocations ' || ?, 0))")
                .setParameter(1, client.googleProject() + " " + token.googleSubject())
                .getSingleResult();
        boolean listed = refreshTokens.stream()
                .map(refreshToken -> revocations.add(client, token.googleSubject(), refreshToken))
                .reduce(false, Boolean::logicalOr);
        return listed ? RevokedAtGoogle.PENDING : RevokedAtGoogle.KEPT_FOR_SIBLING;
    }

    /**
     * Every refresh token that may be the living one: those that came late, and the stored one. A broken row must not
     * keep an operator from getting rid of it.
     */
    private List<Secret> readable(Client client, Token token) {
        List<Secret> found = new ArrayList<>(lateTokens.newestFirst(client.id()));
        try {
            found.add(token.refreshToken(cipher));
        } catch (Undecryptable e) {
            LOG.log(Level.WARNING, "refresh token unreadable, not to be revoked branch={0}", client.branchId());
        }
        return found;
    }

    private Optional<Token> token(long clientId) {
        return em.createQuery("SELECT t FROM Token t WHERE t.clientId = :client", Token.class)
                .setParameter("client", clientId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }
}
