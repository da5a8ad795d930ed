package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.oauth.ConsentFixture.NOON;

import java.net.URI;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.SecretCipher;

class ConsentReceiptTest {
    private static final CallbackResult.Connected CONNECTED = new CallbackResult.Connected(
            "google-id",
            "Caf\u00e9 Mitte",
            URI.create("https://tokens.example.com/cb"),
            Secret.of("canary-access"),
            NOON.plusSeconds(3600),
            "openid https://www.googleapis.com/auth/business.manage");

    private final SecretCipher cipher = Ciphers.any();
    private final ConsentReceipt receipt = ConsentReceipt.of(CONNECTED, NOON);
    private final String sealed = receipt.seal(cipher);

    @Test
    void whatWasSealedIsOpened() {
        assertThat(ConsentReceipt.open(sealed, cipher, NOON)).contains(receipt);
        assertThat(receipt.branchId()).isEqualTo("Caf\u00e9 Mitte");
        assertThat(receipt.scopes()).containsExactly("openid", "https://www.googleapis.com/auth/business.manage");
    }

    @Test
    void itCanBeACookiesValue() {
        assertThat(sealed).matches("[A-Za-z0-9_-]{1,2000}");
    }

    @Test
    void itHoldsNoToken() {
        assertThat(receipt.toString()).doesNotContain("canary");
    }

    @Test
    void itLivesForTenMinutes() {
        assertThat(ConsentReceipt.open(sealed, cipher, NOON.plusSeconds(600).minusMillis(1)))
                .isPresent();
        assertThat(ConsentReceipt.open(sealed, cipher, NOON.plusSeconds(600))).isEmpty();
    }

    @Test
    void everyChangedCharacterSpoilsIt() {
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String tampered = sealed.substring(0, i) + other + sealed.substring(i + 1);

            assertThat(ConsentReceipt.open(tampered, cipher, NOON))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "!!!!", "\u00e4", "eyJhbGciOiJub25lIn0.e30.", "0\nbranch\nscope"})
    void whatThisServiceDidNotSealIsNoReceipt(String made) {
        assertThat(ConsentReceipt.open(made, cipher, NOON)).isEmpty();
    }

    @Test
    void aStoredSecretIsNoReceipt() {
        byte[] row = cipher.encrypt(Secret.of("9999999999\nbranch\nscope"), new SecretCipher.Place("tokens", "x", "1"));

        assertThat(ConsentReceipt.open(Base64.getUrlEncoder().encodeToString(row), cipher, NOON))
                .isEmpty();
    }

    @Test
    void anotherKeyRingOpensNothing() {
        assertThat(ConsentReceipt.open(sealed, Ciphers.of("other:" + "B".repeat(42) + "A="), NOON))
                .isEmpty();
    }
}
