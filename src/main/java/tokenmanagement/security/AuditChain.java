package tokenmanagement.security;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tokenmanagement.platform.Secret;

/**
 * The arithmetic of one chain of entries: each entry's hash is HMAC-SHA-256 (RFC 2104), under the chain's own random
 * key, of the hash before it and the entry with its place.
 *
 * <p>Both ends are sealed, too, so that neither a cut tail nor a cut beginning goes unseen. The first byte says what a
 * MAC is for: none can stand in for another. Not for several threads.
 */
final class AuditChain {
    private static final String HMAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte ENTRY = 1;
    private static final byte ANCHOR = 2;
    private static final byte HEAD = 3;

    private final long id;
    private final Mac mac;

    AuditChain(long id, Secret key) {
        this.id = id;
        try {
            mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.reveal()), HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    static Secret randomKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return Secret.of(Base64.getEncoder().encodeToString(key));
    }

    /** Where the key rests, sealed. */
    static SecretCipher.Place place(long id) {
        return new SecretCipher.Place("audit_chains", "key_ciphertext", Long.toString(id));
    }

    long id() {
        return id;
    }

    /** What stands before the first entry of all. */
    byte[] beginning() {
        return new byte[32];
    }

    byte[] hash(byte[] previous, long sequence, AuditEntry entry) {
        mac.update(ENTRY);
        mac.update(previous);
        return mac.doFinal(entry.canonical(id, sequence));
    }

    /** @param previous the hash of the last entry that was pruned */
    byte[] anchorMac(long firstSequence, byte[] previous) {
        return end(ANCHOR, firstSequence, previous);
    }

    byte[] headMac(long lastSequence, byte[] last) {
        return end(HEAD, lastSequence, last);
    }

    private byte[] end(byte what, long sequence, byte[] hash) {
        mac.update(what);
        mac.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id)
                .putLong(sequence)
                .array());
        return mac.doFinal(hash);
    }
}
