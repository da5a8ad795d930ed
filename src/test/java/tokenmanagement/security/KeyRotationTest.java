package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.security.Ciphers.key;

import java.util.List;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher.Place;

/** Old keys read, the new key writes. */
class KeyRotationTest {
    private static final Place PLACE = new Place("tokens", "refresh_token", "17");
    private static final Secret SECRET = Secret.of("canary-1//refresh-token \u00e4\ud83d\ude00");

    private final SecretCipher cipher = Ciphers.of("now:" + key(1));

    @Test
    void theOldKeyReadsAndTheNewKeyWrites() {
        byte[] old = cipher.encrypt(SECRET, PLACE);
        SecretCipher rotated = Ciphers.of("next:" + key(2) + ",now:" + key(1));

        assertThat(rotated.decrypt(old, PLACE)).isEqualTo(SECRET);
        assertUndecryptable(cipher, rotated.encrypt(SECRET, PLACE), PLACE);
    }

    @Test
    void duringARotationEveryNodeReadsEveryRow() {
        List<SecretCipher> nodes = List.of(
                Ciphers.of("now:" + key(1) + ",next:" + key(2)), Ciphers.of("next:" + key(2) + ",now:" + key(1)));

        for (SecretCipher writer : nodes) {
            byte[] row = writer.encrypt(SECRET, PLACE);
            assertThat(nodes).allMatch(reader -> reader.decrypt(row, PLACE).equals(SECRET));
        }
    }

    @Test
    void anUnknownKeyIsNamedByItsNumber() {
        byte[] row = Ciphers.of("gone:" + key(3)).encrypt(SECRET, PLACE);

        assertThatThrownBy(() -> cipher.decrypt(row, PLACE))
                .isInstanceOf(Undecryptable.class)
                .hasMessageContaining("tokens.refresh_token of 17")
                .hasMessageMatching("(?s).*not in the key ring, number \\d+.*");
    }

    @Test
    void aKnownKeyIsNamedAsTheOperatorCallsIt() {
        byte[] row = cipher.encrypt(SECRET, PLACE);
        row[row.length - 1] ^= 1;

        assertThatThrownBy(() -> cipher.decrypt(row, PLACE))
                .hasMessageContainingAll("tokens.refresh_token of 17", "key now");
    }

    @Test
    void anotherKeyUnderTheSameIdFails() {
        byte[] row = Ciphers.of("now:" + key(9)).encrypt(SECRET, PLACE);

        assertUndecryptable(cipher, row, PLACE);
    }

    @Test
    void twoIdsOnOneNumberAreRefusedAtTheStart() {
        // found by trying: the first four bytes of their SHA-256 are the same
        String ring = "key-8337:" + key(1) + ",key-15029:" + key(2);

        assertThatThrownBy(() -> Ciphers.of(ring))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TOKEN_MANAGEMENT_ENCRYPTION_KEYS")
                .hasMessageNotContaining(key(1));
    }

    @Test
    void theOrderOfOldKeysDoesNotMatter() {
        byte[] row = Ciphers.of("c:" + key(3)).encrypt(SECRET, PLACE);

        assertThat(Ciphers.of("a:" + key(1) + ",b:" + key(2) + ",c:" + key(3)).decrypt(row, PLACE))
                .isEqualTo(SECRET);
    }

    @Test
    void theKeysDoNotShowWhenTheRingIsPrinted() {
        KeyRing ring = KeyRing.of(cipher.settings.encryptionKeys());

        assertThat(ring.toString() + cipher).doesNotContain(key(1));
    }

    private static void assertUndecryptable(SecretCipher cipher, byte[] ciphertext, Place place) {
        assertThatThrownBy(() -> cipher.decrypt(ciphertext, place))
                .isInstanceOf(Undecryptable.class)
                .hasMessageContaining(place.toString())
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }
}
