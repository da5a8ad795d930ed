package tokenmanagement.security;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.Sha256;

/**
 * The operator's keys as one Tink keyset: the first is primary, all decrypt.
 *
 * @param names the operator's name of each key by the 32-bit id that Tink writes in front of a ciphertext
 */
record KeyRing(Aead aead, Map<Integer, String> names) {
    private static final int TINK_PREFIX = 1;
    /** The name of the key of what is no ciphertext of ours. */
    static final String UNKNOWN = "unknown";

    static final int PREFIX_BYTES = 1 + Integer.BYTES;
    private static final AesGcmParameters AES_256_GCM = parameters();

    static KeyRing of(List<Settings.EncryptionKey> keys) {
        try {
            AeadConfig.register();
            Map<Integer, String> names = new LinkedHashMap<>();
            KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
            for (Settings.EncryptionKey key : keys) {
                int id = idOf(key.id());
                if (names.put(id, key.id()) != null) {
                    throw new IllegalStateException(
                            "TOKEN_MANAGEMENT_ENCRYPTION_KEYS: two ids fall on the same number, rename one of them");
                }
                KeysetHandle.Builder.Entry entry =
                        KeysetHandle.importKey(tinkKey(key, id)).withFixedId(id);
                keyset.addEntry(names.size() == 1 ? entry.makePrimary() : entry);
            }
            return new KeyRing(keyset.build().getPrimitive(RegistryConfiguration.get(), Aead.class), names);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key ring cannot be built", e);
        }
    }

    /** The operator's name of the key in front of a ciphertext, or its number when the ring does not hold it. */
    String nameOfKey(byte[] ciphertext) {
        if (ciphertext.length < PREFIX_BYTES || ciphertext[0] != TINK_PREFIX) {
            return UNKNOWN;
        }
        int id = ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt();
        return nameOfKey(id);
    }

    String nameOfKey(int id) {
        return names.getOrDefault(id, "not in the key ring, number " + Integer.toUnsignedString(id));
    }

    /** What encrypts. */
    int primaryId() {
        return names.keySet().iterator().next();
    }

    /** What every ciphertext of the primary key begins with. */
    byte[] primaryPrefix() {
        return ByteBuffer.allocate(PREFIX_BYTES)
                .put((byte) TINK_PREFIX)
                .putInt(primaryId())
                .array();
    }

    /** Tink wants a number where operators want a name: the first four bytes of the name's SHA-256. */
    static int idOf(String name) {
        return ByteBuffer.wrap(Sha256.bytes(name)).getInt();
    }

    private static AesGcmKey tinkKey(Settings.EncryptionKey key, int id) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(key.key().reveal());
        return AesGcmKey.builder()
                .setParameters(AES_256_GCM)
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                .setIdRequirement(id)
                .build();
    }

    private static AesGcmParameters parameters() {
        try {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.TINK)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
