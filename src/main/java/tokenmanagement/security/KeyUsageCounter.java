package tokenmanagement.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tokenmanagement.platform.Metrics;
import tokenmanagement.security.EncryptionStatus.KeyUse;

/**
 * Counts the ciphertexts of every declared column by the key they are under, and the API keys by that of their hash.
 *
 * <p>Each count reads every table once, so it is for the timer, the start, and a person who looks.
 */
@ApplicationScoped
public class KeyUsageCounter {
    @Inject
    SecretCipher cipher;

    @Inject
    Instance<SealedColumn> declared;

    @Inject
    SealedColumnStore rows;

    @Inject
    ApiKeyStore apiKeys;

    @Inject
    MeterRegistry registry;

    @Inject
    Clock clock;

    List<SealedColumn> columns;
    private MultiGauge gauge;

    @PostConstruct
    void gather() {
        columns = declared.stream().toList();
        prepare();
    }

    void prepare() {
        gauge = MultiGauge.builder(Metrics.PREFIX + "key.rows")
                .description("Ciphertexts under each key of the ring, as last counted")
                .register(registry);
    }

    /** Every column that the rooms declare. */
    List<SealedColumn> columns() {
        return columns;
    }

    KeyUsage count() {
        KeyRing ring = cipher.ring();
        Map<String, Map<String, Long>> rowsByKey = rowsByKey(ring);
        Map<String, List<String>> apiKeysByKey = apiKeysByKey(ring);
        long damaged = sum(rowsByKey.getOrDefault(KeyRing.UNKNOWN, Map.of()));
        rowsByKey.remove(KeyRing.UNKNOWN);
        List<String> names = new ArrayList<>(ring.names().values());
        List<KeyUse> keys = uses(names, rowsByKey, apiKeysByKey);
        Set<String> others = new TreeSet<>(rowsByKey.keySet());
        others.addAll(apiKeysByKey.keySet());
        names.forEach(others::remove);
        List<KeyUse> missing = uses(others, rowsByKey, apiKeysByKey);
        show(keys, missing);
        return new KeyUsage(keys, missing, damaged, clock.instant());
    }

    private Map<String, Map<String, Long>> rowsByKey(KeyRing ring) {
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        for (SealedColumn column : columns) {
            rows.countByPrefix(column).forEach((prefix, count) -> counts.computeIfAbsent(
                            ring.nameOfKey(HexFormat.of().parseHex(prefix)), name -> new TreeMap<>())
                    .merge(column.table() + "." + column.column(), count, Long::sum));
        }
        return counts;
    }

    private Map<String, List<String>> apiKeysByKey(KeyRing ring) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        apiKeys.all().stream().filter(key -> key.isActive(clock.instant())).forEach(key -> names.computeIfAbsent(
                        ring.nameOfKey(key.ringKeyId()), name -> new ArrayList<>())
                .add(key.summary().name() + " (id " + key.id() + ")"));
        return names;
    }

    private static List<KeyUse> uses(
            Collection<String> keys, Map<String, Map<String, Long>> rows, Map<String, List<String>> apiKeys) {
        return keys.stream()
                .map(key -> new KeyUse(key, rows.getOrDefault(key, Map.of()), apiKeys.getOrDefault(key, List.of())))
                .toList();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A bounded label: the keys of the settings, and all others as one. */
    private void show(List<KeyUse> keys, List<KeyUse> missing) {
        List<MultiGauge.Row<?>> series = new ArrayList<>();
        for (KeyUse use : keys) {
            series.add(MultiGauge.Row.of(Tags.of("key_id", use.key()), use.total()));
        }
        long others = missing.stream().mapToLong(KeyUse::total).sum();
        series.add(MultiGauge.Row.of(Tags.of("key_id", "(not in the settings)"), others));
        gauge.register(series, true);
    }
}
