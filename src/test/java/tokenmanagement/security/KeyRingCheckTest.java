package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tokenmanagement.security.RotationFixture.A;
import static tokenmanagement.security.RotationFixture.B;
import static tokenmanagement.security.SealedColumnDouble.CLIENTS;
import static tokenmanagement.security.SealedColumnDouble.TOKENS;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With which keys the service starts. */
class KeyRingCheckTest {
    private final RotationFixture cluster = new RotationFixture();
    private final SealedColumnDouble rows = cluster.rows;

    private void assertStarts(String keys) {
        assertThatCode(() -> cluster.check(keys).check()).doesNotThrowAnyException();
    }

    @Test
    void anEmptyDatabaseTakesAnyRing() {
        assertStarts(A);
    }

    @Test
    void aRingThatOpensEveryRowIsTaken() {
        rows.put(TOKENS, 1, Ciphers.of(A));
        rows.put(CLIENTS, 1, Ciphers.of(B));

        assertStarts(A + "," + B);
        assertStarts(B + "," + A);
    }

    @Test
    void aKeyThatRowsStillNeedMustNotBeTakenOut() {
        rows.put(TOKENS, 1, Ciphers.of(A));
        rows.put(TOKENS, 2, Ciphers.of(A));
        rows.put(CLIENTS, 1, Ciphers.of(A));
        rows.put(CLIENTS, 2, Ciphers.of(B));

        assertThatThrownBy(() -> cluster.check(B).check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "TOKEN_MANAGEMENT_ENCRYPTION_KEYS",
                        "number " + Integer.toUnsignedString(KeyRing.idOf("a")),
                        "2 rows of tokens.access_token_ciphertext",
                        "1 rows of clients.client_secret_ciphertext")
                .hasMessageNotContaining(Ciphers.key(2));
    }

    @Test
    void anActiveApiKeyNeedsItsKeyOfTheRingToo() {
        cluster.apiKey("billing", "a");
        cluster.apiKey("reports", "b");

        assertThatThrownBy(() -> cluster.check(B).check())
                .hasMessageContaining("billing (id 1)")
                .hasMessageContaining("used once, or is revoked")
                .hasMessageNotContaining("reports");
    }

    @Test
    void anApiKeyThatIsRevokedOrExpiredNeedsNothing() {
        cluster.apiKeys.revoke(cluster.apiKey("billing", "a").id());
        cluster.apiKey("reports", "a");
        cluster.clock.advance(Duration.ofDays(31));

        assertStarts(B);
    }

    @Test
    void otherBytesUnderTheSameNameAreRefused() {
        rows.put(TOKENS, 1, Ciphers.of("a:" + Ciphers.key(9)));

        assertThatThrownBy(() -> cluster.check(A).check()).hasMessageContaining("none of the stored secrets");
    }

    @Test
    void oneDamagedRowKeepsNobodyFromStarting() {
        rows.put(TOKENS, 1, Ciphers.of(A));
        rows.put(TOKENS, 2, Ciphers.of(A));
        rows.tables.get(TOKENS).get(2L)[20] ^= 1;
        rows.tables.get(TOKENS).put(3L, new byte[] {7});

        assertStarts(A);
    }
}
