package tokenmanagement.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.security.Ciphers.key;

import java.util.Arrays;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 2048, 65_536})
    void secretsOfAnyLengthSurvive(int length) {
        Secret secret = Secret.of("x".repeat(length));

        assertThat(cipher.decrypt(cipher.encrypt(secret, PLACE), PLACE)).isEqualTo(secret);
    }

    private static void assertUndecryptable(SecretCipher cipher, byte[] ciphertext, Place place) {
        assertThatThrownBy(() -> cipher.decrypt(ciphertext, place))
                .isInstanceOf(Undecryptable.class)
                .hasMessageContaining(place.toString())
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }
}
