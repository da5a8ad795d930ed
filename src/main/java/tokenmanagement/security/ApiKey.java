package tokenmanagement.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is kept of an API key: who holds it, what it opens, how long, and its hash. {@link ApiKeyStore} writes it. */
@Entity
@Table(name = "api_keys")
public class ApiKey {
    /** The last use is noted no more often than this. */
    static final Duration USE_NOTED_EVERY = Duration.ofHours(1);

    /** Nor is a key hashed anew more often, while the nodes do not agree yet which key of the ring is the primary. */
    static final Duration HASHED_EVERY = Duration.ofMinutes(1);

    private static final String LINE = "\n";

    @Id
    private long id;

    private String name;

    @Column(name = "key_hash")
    private String keyHash;

    @Column(name = "ring_key_id")
    private int ringKeyId;

    private String scopes;
    private String branches;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    /** For the persistence provider. */
    protected ApiKey() {}

    static String stored(Set<Scope> scopes) {
        return scopes.stream().map(Scope::word).collect(Collectors.joining(" "));
    }

    static String stored(BranchLimits limits) {
        return limits.patterns().map(patterns -> String.join(LINE, patterns)).orElse(null);
    }

    long id() {
        return id;
    }

    /** The number of the ring's key that its hash was made under. */
    int ringKeyId() {
        return ringKeyId;
    }

    /** A word that this version does not know opens nothing. */
    Set<Scope> scopes() {
        return Arrays.stream(scopes.split(" "))
                .flatMap(word -> Scope.find(word).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    BranchLimits limits() {
        return branches == null ? BranchLimits.NONE : BranchLimits.to(List.of(branches.split(LINE)));
    }

    Caller caller() {
        return new Caller(name, Optional.of(id), scopes(), limits());
    }

    boolean isActive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    /** In time that tells nothing about the hash. */
    boolean hasHash(KeyHasher.KeyHash hash) {
        return MessageDigest.isEqual(
                keyHash.getBytes(StandardCharsets.US_ASCII), hash.text().getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether its use is news: the last one was noted long ago, or its hash is not the one of the primary key. */
    boolean isUseWorthNoting(KeyHasher.KeyHash primary, Instant now) {
        return isWorthNoting(lastUsedAt, ringKeyId == primary.ringKeyId(), now);
    }

    static boolean isWorthNoting(Instant lastUsedAt, boolean underPrimary, Instant now) {
        Duration pause = underPrimary ? USE_NOTED_EVERY : HASHED_EVERY;
        return lastUsedAt == null || !now.isBefore(lastUsedAt.plus(pause));
    }

    ApiKeySummary summary() {
        return new ApiKeySummary(
                id,
                name,
                scopes().stream().map(Scope::word).toList(),
                limits().patterns(),
                createdBy,
                createdAt,
                expiresAt,
                Optional.ofNullable(lastUsedAt),
                Optional.ofNullable(revokedAt));
    }
}
