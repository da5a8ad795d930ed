package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.Sha256;

/**
 * Which caller a presented API key belongs to: the key of the settings, which has every scope, or one that was created.
 *
 * <p>The database is asked at every request, so that a key that was revoked or has expired opens nothing on any node
 * from that moment on.
 */
@ApplicationScoped
public class ApiKeys {
    static final Caller ADMINISTRATION = new Caller("admin-api-key", EnumSet.allOf(Scope.class));

    @Inject
    Settings settings;

    @Inject
    KeyHasher hasher;

    @Inject
    ApiKeyStore store;

    @Inject
    Clock clock;

    public Optional<Caller> callerOf(String presented) {
        return isKeyOfTheSettings(presented)
                ? Optional.of(ADMINISTRATION)
                : KeyText.parse(presented).flatMap(this::callerOf);
    }

    /** Compares digests, so that neither content nor length of the right key shows in the time it takes. */
    private boolean isKeyOfTheSettings(String presented) {
        return settings.adminApiKey()
                .filter(key -> MessageDigest.isEqual(Sha256.bytes(key.reveal()), Sha256.bytes(presented)))
                .isPresent();
    }

    /** What the index finds by its hash is compared once more in constant time. */
    private Optional<Caller> callerOf(KeyText text) {
        List<KeyHasher.KeyHash> hashes = hasher.hashes(text);
        Instant now = clock.instant();
        Optional<ApiKey> key = store.find(hashes)
                .filter(found -> hashes.stream().anyMatch(found::hasHash))
                .filter(found -> found.isActive(now));
        key.filter(found -> found.isUseWorthNoting(hashes.get(0), now))
                .ifPresent(found -> store.used(found.id(), hashes.get(0)));
        return key.map(ApiKey::caller);
    }
}
