package tokenmanagement.security;

import com.google.crypto.tink.Aead;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import tokenmanagement.platform.Metrics;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;

/**
 * Encrypts what rests in the database: AES-256-GCM through Tink, with the key ring of the settings.
 *
 * <p>A ciphertext is bound to its {@link Place} as associated data: moved to another row, column or table it cannot be
 * decrypted, so whoever may write to the database still cannot make one branch serve another's token. In front of each
 * ciphertext stands the id of its key (Tink's prefix: 0x01 and four bytes).
 */
@ApplicationScoped
public class SecretCipher {
    @Inject
    Settings settings;

    @Inject
    MeterRegistry metrics;

    private KeyRing ring;

    /**
     * Where a ciphertext rests.
     *
     * @param row what names the row for good: it must never change while the ciphertext stands
     */
    public record Place(String table, String column, String row) {
        /** Each part with its length before it, so that no two places read the same. */
        byte[] associatedData() {
            byte[][] parts = {bytes("v1"), bytes(table), bytes(column), bytes(row)};
            int length = 0;
            for (byte[] part : parts) {
                length += Integer.BYTES + part.length;
            }
            ByteBuffer data = ByteBuffer.allocate(length);
            for (byte[] part : parts) {
                data.putInt(part.length).put(part);
            }
            return data.array();
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return table + "." + column + " of " + row;
        }
    }

    @PostConstruct
    void unlock() {
        ring = KeyRing.of(settings.encryptionKeys());
    }

    public byte[] encrypt(Secret secret, Place place) {
        try {
            return aead().encrypt(secret.reveal().getBytes(StandardCharsets.UTF_8), place.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encryption failed for " + place, e);
        }
    }

    /** @throws Undecryptable names the place and the id of the key, never the content */
    public Secret decrypt(byte[] ciphertext, Place place) {
        try {
            return Secret.of(new String(aead().decrypt(ciphertext, place.associatedData()), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            metrics.counter(Metrics.PREFIX + "decrypt.failures", "field", place.table() + "." + place.column())
                    .increment();
            throw new Undecryptable(place, ring.nameOfKey(ciphertext));
        }
    }

    KeyRing ring() {
        return ring;
    }

    private Aead aead() {
        return ring.aead();
    }
}
