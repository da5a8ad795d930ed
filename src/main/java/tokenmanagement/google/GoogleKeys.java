package tokenmanagement.google;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tokenmanagement.google.TokenResponse.Kind;
import tokenmanagement.platform.Settings;

/**
 * The public keys that Google signs id tokens with (RFC 7517), remembered for an hour.
 *
 * <p>An unknown key id asks for them anew, at most once a minute. While they cannot be had, those of the last day stay
 * good.
 */
@Dependent
class GoogleKeys {
    static final Duration FRESH = Duration.ofHours(1);
    static final Duration USABLE = Duration.ofDays(1);
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int LEAST_BITS = 2048;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Inject
    BoundedHttpClient http;

    private volatile Loaded loaded = new Loaded(Map.of(), Instant.EPOCH);

    /** @throws CallFailed when only a new set could tell, and none can be had */
    Optional<RSAKey> find(String keyId) throws CallFailed {
        Loaded known = loaded;
        if (known.isYoungerThan(FRESH, clock.instant()) && known.holds(keyId)) {
            return known.key(keyId);
        }
        return findAnew(keyId);
    }

    private synchronized Optional<RSAKey> findAnew(String keyId) throws CallFailed {
        Instant now = clock.instant();
        Duration patience = loaded.holds(keyId) ? FRESH : PAUSE;
        if (loaded.isYoungerThan(patience, now)) {
            return loaded.key(keyId);
        }
        try {
            loaded = load(now);
        } catch (CallFailed e) {
            if (loaded.holds(keyId) && loaded.isYoungerThan(USABLE, now)) {
                return loaded.key(keyId);
            }
            throw e;
        }
        return loaded.key(keyId);
    }

    private Loaded load(Instant now) throws CallFailed {
        HttpAnswer answer =
                http.get(settings.google().jwksUri(), settings.google().timeout());
        if (answer.status() != 200) {
            throw new CallFailed(Kind.TRANSIENT, "http_" + answer.status());
        }
        if (answer.defect().isPresent()) {
            throw new CallFailed(Kind.UNUSABLE, answer.defect().get());
        }
        Map<String, RSAKey> keys = keys(new String(answer.body(), StandardCharsets.UTF_8));
        if (keys.isEmpty()) {
            throw new CallFailed(Kind.UNUSABLE, "no_keys");
        }
        return new Loaded(keys, now);
    }

    private static Map<String, RSAKey> keys(String json) throws CallFailed {
        try {
            return JWKSet.parse(json).getKeys().stream()
                    .filter(GoogleKeys::signsWithRs256)
                    .map(JWK::toRSAKey)
                    .collect(Collectors.toMap(JWK::getKeyID, key -> key, (first, second) -> first));
        } catch (ParseException e) {
            throw new CallFailed(Kind.UNUSABLE, "bad_keys");
        }
    }

    private static boolean signsWithRs256(JWK key) {
        return key instanceof RSAKey
                && key.getKeyID() != null
                && key.size() >= LEAST_BITS
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.RS256));
    }

    private record Loaded(Map<String, RSAKey> keys, Instant at) {
        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(at.plus(age));
        }

        boolean holds(String keyId) {
            return keys.containsKey(keyId);
        }

        Optional<RSAKey> key(String keyId) {
            return Optional.ofNullable(keys.get(keyId));
        }
    }
}
