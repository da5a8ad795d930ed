package tokenmanagement.security;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tokenmanagement.platform.Secret;

/** Sealed columns in memory: each row is named by its key. */
final class SealedColumnDouble extends SealedColumnStore {
    static final SealedColumn TOKENS = new SealedColumn("tokens", "access_token_ciphertext", "id", "client_id");
    static final SealedColumn CLIENTS = new SealedColumn("clients", "client_secret_ciphertext", "id", "branch_id");

    final Map<SealedColumn, NavigableMap<Long, byte[]>> tables = new LinkedHashMap<>();
    Runnable beforeReplace = () -> {};
    int replaced;

    SealedColumnDouble() {
        tables.put(CLIENTS, new TreeMap<>());
        tables.put(TOKENS, new TreeMap<>());
    }

    void put(SealedColumn column, long key, SecretCipher cipher) {
        tables.get(column).put(key, cipher.encrypt(Secret.of("secret-" + key), column.place(Long.toString(key))));
    }

    String read(SealedColumn column, long key, SecretCipher cipher) {
        return cipher.decrypt(tables.get(column).get(key), column.place(Long.toString(key)))
                .reveal();
    }

    @Override
    public Map<String, Long> countByPrefix(SealedColumn column) {
        Map<String, Long> counts = new LinkedHashMap<>();
        tables.get(column).values().forEach(row -> counts.merge(HexFormat.of().formatHex(prefix(row)), 1L, Long::sum));
        return counts;
    }

    @Override
    public List<Sealed> newest(SealedColumn column, int most) {
        return tables.get(column).descendingMap().entrySet().stream()
                .limit(most)
                .map(row -> new Sealed(row.getKey(), row.getKey().toString(), Optional.of(row.getValue())))
                .toList();
    }

    @Override
    public List<Sealed> window(SealedColumn column, Optional<Object> after, byte[] prefix, int size) {
        long from = (Long) after.orElse(Long.MIN_VALUE);
        return tables.get(column).tailMap(from, false).entrySet().stream()
                .limit(size)
                .map(row -> new Sealed(
                        row.getKey(),
                        row.getKey().toString(),
                        Optional.of(row.getValue()).filter(bytes -> !Arrays.equals(prefix(bytes), prefix))))
                .toList();
    }

    @Override
    public int replace(SealedColumn column, List<Renewed> batch) {
        beforeReplace.run();
        int written = 0;
        for (Renewed renewed : batch) {
            Map<Long, byte[]> rows = tables.get(column);
            if (Arrays.equals(rows.get((Long) renewed.key()), renewed.old())) {
                rows.put((Long) renewed.key(), renewed.fresh());
                written++;
            }
        }
        replaced += written;
        return written;
    }

    private static byte[] prefix(byte[] row) {
        return Arrays.copyOf(row, Math.min(row.length, KeyRing.PREFIX_BYTES));
    }
}
