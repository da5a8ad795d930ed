package tokenmanagement.security;

import java.time.Instant;
import java.util.List;
import tokenmanagement.security.EncryptionStatus.KeyUse;

/**
 * Who needs which key, as counted once.
 *
 * @param keys those of the settings, the primary first
 * @param missing those that the settings do not hold
 * @param damaged rows that do not even begin with a key's number
 */
record KeyUsage(List<KeyUse> keys, List<KeyUse> missing, long damaged, Instant countedAt) {
    /** Rows that are not under the primary key. */
    long waiting() {
        long others = keys.stream().skip(1).mapToLong(KeyUse::total).sum();
        return others + missing.stream().mapToLong(KeyUse::total).sum() + damaged;
    }
}
