package tokenmanagement.security;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of API keys in memory. */
final class ApiKeyStoreDouble extends ApiKeyStore {
    final List<Row> rows = new ArrayList<>();
    private final Clock clock;
    int reads;

    ApiKeyStoreDouble(Clock clock) {
        this.clock = clock;
    }

    static final class Row extends ApiKey {
        private final long id;
        private final ApiKeyRequest request;
        private final String createdBy;
        private final Instant createdAt;
        KeyHasher.KeyHash hash;
        Instant revokedAt;
        Instant lastUsedAt;
        int notes;

        private Row(long id, ApiKeyRequest request, KeyHasher.KeyHash hash, String createdBy, Instant createdAt) {
            this.id = id;
            this.request = request;
            this.hash = hash;
            this.createdBy = createdBy;
            this.createdAt = createdAt;
        }

        @Override
        long id() {
            return id;
        }

        @Override
        int ringKeyId() {
            return hash.ringKeyId();
        }

        @Override
        BranchLimits limits() {
            return request.limits();
        }

        @Override
        Caller caller() {
            return new Caller(request.name(), Optional.of(id), request.scopes(), request.limits());
        }

        @Override
        boolean isActive(Instant time) {
            return revokedAt == null && time.isBefore(request.expiresAt());
        }

        @Override
        boolean hasHash(KeyHasher.KeyHash other) {
            return hash.equals(other);
        }

        @Override
        boolean isUseWorthNoting(KeyHasher.KeyHash primary, Instant time) {
            return isWorthNoting(lastUsedAt, hash.ringKeyId() == primary.ringKeyId(), time);
        }

        @Override
        ApiKeySummary summary() {
            return new ApiKeySummary(
                    id,
                    request.name(),
                    request.scopes().stream().map(Scope::word).toList(),
                    request.limits().patterns(),
                    createdBy,
                    createdAt,
                    request.expiresAt(),
                    Optional.ofNullable(lastUsedAt),
                    Optional.ofNullable(revokedAt));
        }
    }

    @Override
    public Optional<ApiKey> create(ApiKeyRequest request, KeyHasher.KeyHash hash, String createdBy) {
        long active = rows.stream()
                .filter(row -> row.request.name().equals(request.name()) && row.isActive(clock.instant()))
                .count();
        if (active >= MOST_ACTIVE) {
            return Optional.empty();
        }
        rows.add(new Row(rows.size() + 1, request, hash, createdBy, clock.instant()));
        return find(rows.size());
    }

    @Override
    public Optional<ApiKey> find(List<KeyHasher.KeyHash> hashes) {
        reads++;
        return rows.stream()
                .filter(row -> hashes.contains(row.hash))
                .findFirst()
                .map(ApiKey.class::cast);
    }

    @Override
    public Optional<ApiKey> find(long id) {
        return rows.stream().filter(row -> row.id == id).findFirst().map(ApiKey.class::cast);
    }

    @Override
    public List<ApiKey> all() {
        return List.copyOf(rows);
    }

    @Override
    public void revoke(long id) {
        rows.stream().filter(row -> row.id == id).forEach(row -> row.revokedAt = clock.instant());
    }

    @Override
    public void used(long id, KeyHasher.KeyHash primary) {
        rows.stream().filter(row -> row.id == id).forEach(row -> {
            row.hash = primary;
            row.lastUsedAt = clock.instant();
            row.notes++;
        });
    }
}
