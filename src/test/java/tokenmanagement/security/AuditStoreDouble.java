package tokenmanagement.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of the audit trail in memory, for a test to write and to bend. */
final class AuditStoreDouble extends AuditStore {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final Map<Long, AuditChainRow> chains = new TreeMap<>();
    List<AuditRow> rows = new ArrayList<>();
    private final SecretCipher cipher;

    AuditStoreDouble(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** A chain as a node writes it, one entry a second. */
    AuditStoreDouble chain(long id, int entries) {
        var key = AuditChain.randomKey();
        AuditChain chain = new AuditChain(id, key);
        byte[] previous = chain.beginning();
        for (int i = 1; i <= entries; i++) {
            AuditEntry entry = AuditChains.entry("branch-" + i, NOON.plusSeconds(i));
            previous = chain.hash(previous, i, entry);
            rows.add(new AuditRow(id, i, entry, previous));
        }
        chains.put(
                id,
                new AuditChainRow(
                        id,
                        cipher.encrypt(key, AuditChain.place(id)),
                        1,
                        chain.beginning(),
                        chain.anchorMac(1, chain.beginning()),
                        entries,
                        chain.headMac(entries, previous),
                        0,
                        0));
        return this;
    }

    AuditRow row(long chain, long sequence) {
        return rows(chain, sequence, 1).get(0);
    }

    void replace(AuditRow row, AuditRow by) {
        rows.set(rows.indexOf(row), by);
    }

    @Override
    public List<Long> chains() {
        TreeSet<Long> ids = new TreeSet<>(chains.keySet());
        rows.forEach(row -> ids.add(row.chain()));
        return List.copyOf(ids);
    }

    @Override
    public Optional<AuditChainRow> chain(long id) {
        long[] ends = rows.stream()
                .filter(row -> row.chain() == id)
                .mapToLong(AuditRow::sequence)
                .sorted()
                .toArray();
        return Optional.ofNullable(chains.get(id))
                .map(row -> new AuditChainRow(
                        id,
                        row.keyCiphertext(),
                        row.firstSequence(),
                        row.anchorHash(),
                        row.anchorMac(),
                        row.lastSequence(),
                        row.headMac(),
                        ends.length == 0 ? row.firstSequence() : ends[0],
                        ends.length == 0 ? 0 : ends[ends.length - 1]));
    }

    @Override
    public List<AuditRow> rows(long chain, long fromSequence, int limit) {
        return rows.stream()
                .filter(row -> row.chain() == chain && row.sequence() >= fromSequence)
                .sorted(Comparator.comparingLong(AuditRow::sequence))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean cut(AuditChainRow chain, long firstSequence, byte[] anchorHash, byte[] anchorMac) {
        chains.put(
                chain.id(),
                new AuditChainRow(
                        chain.id(),
                        chain.keyCiphertext(),
                        firstSequence,
                        anchorHash,
                        anchorMac,
                        chain.lastSequence(),
                        chain.headMac(),
                        0,
                        0));
        rows.removeIf(row -> row.chain() == chain.id() && row.sequence() < firstSequence);
        return true;
    }
}
