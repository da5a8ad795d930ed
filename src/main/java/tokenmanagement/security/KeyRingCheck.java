package tokenmanagement.security;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tokenmanagement.security.EncryptionStatus.KeyUse;

/**
 * Refuses to start while something still needs a key that the settings no longer hold, and with keys that are not those
 * the rows were written with: the service would hand out nothing, and write new secrets that the right ring cannot read.
 *
 * <p>Of the rows under keys that are there one readable row is enough, since a tampered row must not keep the others
 * from being served.
 */
@Singleton
@Startup
@DependsOn("DatabaseMigration")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyRingCheck {
    private static final String SETTING = "TOKEN_MANAGEMENT_ENCRYPTION_KEYS";
    private static final int SAMPLE = 20;

    @Inject
    KeyUsageCounter counter;

    @Inject
    SealedColumnStore rows;

    @Inject
    SecretCipher cipher;

    @PostConstruct
    void check() {
        List<KeyUse> missing = counter.count().missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(refusal(missing));
        }
        List<Boolean> sample =
                counter.columns().stream().flatMap(this::readable).toList();
        if (!sample.isEmpty() && !sample.contains(true)) {
            throw new IllegalStateException(
                    SETTING + " names the right keys, but does not hold them: none of the stored"
                            + " secrets can be decrypted. Start with the key ring that this database was used with.");
        }
    }

    private Stream<Boolean> readable(SealedColumn column) {
        return rows.newest(column, SAMPLE).stream()
                .map(row -> isReadable(row.ciphertext().orElseThrow(), column.place(row.row())));
    }

    private boolean isReadable(byte[] ciphertext, SecretCipher.Place place) {
        try {
            cipher.decrypt(ciphertext, place);
            return true;
        } catch (Undecryptable e) {
            return false;
        }
    }

    /** In one line: of a longer message a server's log may show no more than that. */
    private static String refusal(List<KeyUse> missing) {
        return SETTING + " lacks keys that are still needed: "
                + missing.stream().map(KeyRingCheck::need).collect(Collectors.joining("; "))
                + ". Put them back, behind the first one. Rows then move to the first key by themselves; an API key"
                + " moves when it is used once, or is revoked. Take a key out when nothing is under it any more.";
    }

    private static String need(KeyUse use) {
        List<String> needs = new ArrayList<>();
        new TreeMap<>(use.rows()).forEach((column, count) -> needs.add(count + " rows of " + column));
        if (!use.apiKeys().isEmpty()) {
            needs.add("the API keys " + String.join(", ", use.apiKeys()));
        }
        return use.key() + " (" + String.join(", ", needs) + ")";
    }
}
