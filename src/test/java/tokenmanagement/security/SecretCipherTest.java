package tokenmanagement.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.security.Ciphers.key;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher.Place;

/** What somebody could do who may write to the database, and what an operator may do wrong. */
class SecretCipherTest {
    private static final Place PLACE = new Place("tokens", "refresh_token", "17");
    private static final Secret SECRET = Secret.of("canary-1//refresh-token \u00e4\ud83d\ude00");

    private final SecretCipher cipher = Ciphers.of("now:" + key(1));

    @Test
    void whatWasEncryptedIsDecrypted() {
        assertThat(cipher.decrypt(cipher.encrypt(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
    }

    @Test
    void theSecretDoesNotShowInTheCiphertext() {
        assertThat(new String(cipher.encrypt(SECRET, PLACE), ISO_8859_1)).doesNotContain("canary");
    }

    @Test
    void equalSecretsLookDifferent() {
        assertThat(cipher.encrypt(SECRET, PLACE)).isNotEqualTo(cipher.encrypt(SECRET, PLACE));
    }

    @Test
    void everyBitFlippedFails() {
        byte[] ciphertext = cipher.encrypt(SECRET, PLACE);

        for (int bit = 0; bit < ciphertext.length * 8; bit++) {
            byte[] flipped = ciphertext.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertUndecryptable(cipher, flipped, PLACE);
        }
    }

    @Test
    void everyTruncationFails() {
        byte[] ciphertext = cipher.encrypt(SECRET, PLACE);

        for (int length = 0; length < ciphertext.length; length++) {
            assertUndecryptable(cipher, Arrays.copyOf(ciphertext, length), PLACE);
            assertUndecryptable(
                    cipher, Arrays.copyOfRange(ciphertext, ciphertext.length - length, ciphertext.length), PLACE);
        }
    }

    @Test
    void anythingAppendedFails() {
        byte[] ciphertext = cipher.encrypt(SECRET, PLACE);

        assertUndecryptable(cipher, Arrays.copyOf(ciphertext, ciphertext.length + 1), PLACE);
    }

    @Test
    void plaintextIsNoCiphertext() {
        assertUndecryptable(cipher, SECRET.reveal().getBytes(ISO_8859_1), PLACE);
    }

    @ParameterizedTest(name = "{0}.{1} of {2}")
    @CsvSource({
        "tokens, refresh_token, 18",
        "tokens, refresh_token, 1",
        "tokens, refresh_token, 017",
        "tokens, access_token, 17",
        "clients, refresh_token, 17",
        "tokensrefresh_token, '', 17",
        "token, srefresh_token, 17",
        "tokens, refresh_token17, ''",
        "tokens, refresh_token1, 7",
        "TOKENS, refresh_token, 17"
    })
    void movedToAnotherPlaceItFails(String table, String column, String row) {
        byte[] ciphertext = cipher.encrypt(SECRET, PLACE);

        assertUndecryptable(cipher, ciphertext, new Place(table, column, row));
    }

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

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 2048, 65_536})
    void secretsOfAnyLengthSurvive(int length) {
        Secret secret = Secret.of("x".repeat(length));

        assertThat(cipher.decrypt(cipher.encrypt(secret, PLACE), PLACE)).isEqualTo(secret);
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
