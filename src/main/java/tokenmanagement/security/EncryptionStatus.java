package tokenmanagement.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the encryption at rest stands.
 *
 * @param keys those of the settings, in their order: the first encrypts
 * @param missing those that the settings do not hold and something still needs; the service does not start with any
 * @param unreadable rows that their own key does not open, as this node met them; never overwritten
 * @param finishedAt when this node last saw every readable row under the first key
 * @param countedAt when the rows were counted
 */
public record EncryptionStatus(
        List<KeyUse> keys,
        List<KeyUse> missing,
        long unreadable,
        Progress progress,
        Optional<Instant> finishedAt,
        Instant countedAt) {

    /** What the re-encryption does on this node. */
    public enum Progress {
        /** Nothing is left to do. */
        DONE,
        /** Rows are on their way to the first key. */
        WORKING,
        /** There is something to do, but the nodes do not agree yet which key is the first. */
        WAITING_FOR_NODES
    }

    /**
     * Who needs a key.
     *
     * @param key the operator's name for it, or its number where the settings do not hold it
     * @param rows ciphertexts under it by table and column
     * @param apiKeys name and id of the active API keys whose hash was made under it
     */
    public record KeyUse(String key, Map<String, Long> rows, List<String> apiKeys) {
        public long total() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
