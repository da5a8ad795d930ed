package tokenmanagement.tokens;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tokenmanagement.clients.Client;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.clients.ClientStore;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Stub;
import tokenmanagement.support.MutableClock;

/** The real {@link TokenStore} over one client and at most one row in memory. */
final class TokenRowDouble {
    final MutableClock clock = new MutableClock(Tokens.NOON);
    final TokenStore store = new TokenStore();
    final LeaseStore leases = new LeaseStore();
    final List<String> notes = new ArrayList<>();

    private Client client = new ClientDouble(1);
    private Token token;

    TokenRowDouble(Token token) {
        this.token = token;
        store.plan = Tokens.PLAN;
        store.cipher = Tokens.CIPHER;
        store.em = rows();
        leases.clock = clock;
        leases.plan = Tokens.PLAN;
        leases.em = store.em;
        store.clients = new Clients();
        store.lateTokens = new Late();
        store.generations = new Generations();
        store.revocations = new Revocations();
        store.verdict = new RefreshVerdict();
        store.verdict.clock = clock;
        store.verdict.plan = store.plan;
        store.verdict.cipher = store.cipher;
        store.verdict.clients = store.clients;
        store.verdict.lateTokens = store.lateTokens;
        store.verdict.generations = store.generations;
    }

    TokenRowDouble client(Client other) {
        client = other;
        return this;
    }

    Token token() {
        return token;
    }

    private EntityManager rows() {
        TypedQuery<?> tokens = Stub.of(TypedQuery.class)
                .answer("getResultStream", nothing -> Stream.ofNullable(token))
                .make();
        TypedQuery<?> query =
                Stub.of(TypedQuery.class).answer("setLockMode", mode -> tokens).make();
        return Stub.of(EntityManager.class)
                .answer("find", key -> key[0] == Token.class ? token : client)
                .answer("createQuery", jpql -> Stub.of(TypedQuery.class)
                        .answer("setParameter", parameter -> query)
                        .make())
                .answer("flush", nothing -> null)
                .answer("refresh", row -> null)
                .answer("persist", row -> token = (Token) row[0])
                .make();
    }

    private final class Clients extends ClientStore {
        @Override
        public void misconfigured(Client seen, String error) {
            notes.add("client " + seen.id() + " refused: " + error);
        }

        @Override
        public void accepted(long id) {
            notes.add("client " + id + " accepted");
        }
    }

    private final class Late extends LateTokenStore {
        @Override
        public void keep(Lease lease, TokenResponse response) {
            notes.add("late " + response.getClass().getSimpleName());
        }

        @Override
        public void drop(long clientId) {
            notes.add("late ones dropped");
        }
    }

    private final class Revocations extends RevocationStore {
        @Override
        public boolean add(Client from, String googleSubject, Secret refreshToken) {
            notes.add("to revoke: " + refreshToken.reveal() + " of " + googleSubject);
            return true;
        }
    }

    private final class Generations extends TokenGenerationStore {
        @Override
        public void add(Token row, TokenResponse.Granted granted, Cause cause, String node) {
            notes.add("generation " + row.generation() + " by " + cause + " on " + node);
        }
    }

    /** The lease under which the row was read last. */
    Lease lease() {
        return Lease.of(client, token, System.nanoTime());
    }

    /** A lease that has run out and was taken over by another node. */
    Lease lostLease() {
        return new Lease(client, token, token.fence() - 1, token.generation(), System.nanoTime());
    }

    /** A lease from before another node stored a new pair. */
    Lease outrunLease() {
        return new Lease(client, token, token.fence(), token.generation() - 1, System.nanoTime());
    }

    Optional<BranchToken> record(Lease lease, TokenResponse response) {
        return store.record(lease, response, Cause.TIMER, "node-1");
    }
}
