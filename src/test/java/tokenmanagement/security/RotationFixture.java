package tokenmanagement.security;

import static tokenmanagement.security.Ciphers.key;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tokenmanagement.support.MutableClock;

/** Nodes that share one database, without a server. */
final class RotationFixture {
    static final String A = "a:" + key(1);
    static final String B = "b:" + key(2);

    final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T12:00:00Z"));
    final SealedColumnDouble rows = new SealedColumnDouble();
    final ApiKeyStoreDouble apiKeys = new ApiKeyStoreDouble(clock);
    final NodesDouble nodes = new NodesDouble();

    /** Which node encrypts with which key. */
    static final class NodesDouble extends KeyRingNodeStore {
        private final Map<String, Integer> running = new HashMap<>();

        @Override
        public void alive(String node, int primaryKeyId) {
            running.put(node, primaryKeyId);
        }

        @Override
        public void left(String node) {
            running.remove(node);
        }

        @Override
        public boolean agreeOn(int primaryKeyId) {
            return running.values().stream().allMatch(key -> key == primaryKeyId);
        }
    }

    /** A node that has started with these keys. */
    Reencryption node(String keys) {
        Reencryption node = new Reencryption();
        node.cipher = Ciphers.of(keys);
        node.counter = counter(node.cipher);
        node.rows = rows;
        node.nodes = nodes;
        node.registry = node.counter.registry;
        node.show();
        node.alive();
        return node;
    }

    private KeyUsageCounter counter(SecretCipher cipher) {
        KeyUsageCounter counter = new KeyUsageCounter();
        counter.cipher = cipher;
        counter.columns = List.copyOf(rows.tables.keySet());
        counter.rows = rows;
        counter.apiKeys = apiKeys;
        counter.registry = new SimpleMeterRegistry();
        counter.clock = clock;
        counter.prepare();
        return counter;
    }

    KeyRingCheck check(String keys) {
        KeyRingCheck check = new KeyRingCheck();
        check.cipher = Ciphers.of(keys);
        check.counter = counter(check.cipher);
        check.rows = rows;
        return check;
    }

    ApiKey apiKey(String name, String ringKey) {
        return apiKeys.create(
                        new ApiKeyRequest(
                                name,
                                Set.of(Scope.TOKENS_READ),
                                BranchLimits.NONE,
                                clock.instant().plus(Duration.ofDays(30))),
                        new KeyHasher.KeyHash(KeyRing.idOf(ringKey), "hash-of-" + name),
                        "test")
                .orElseThrow();
    }

    static void work(Reencryption node) {
        node.look();
        while (node.step()) {
            // one window after the other
        }
    }
}
