package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.security.Ciphers.key;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Sha256;
import tokenmanagement.security.KeyHasher.KeyHash;
import tokenmanagement.support.TestSettings;

class KeyHasherTest {
    private static final KeyText TEXT = KeyText.random();

    static KeyHasher hasher(String ring) {
        KeyHasher hasher = new KeyHasher();
        hasher.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_ENCRYPTION_KEYS", ring));
        hasher.derive();
        return hasher;
    }

    /** Reckoned once by another implementation of RFC 5869 and RFC 2104: stored hashes must stay good. */
    @Test
    void theHashIsHmacUnderAKeyFromHkdf() {
        KeyText known = KeyText.parse("tmk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_WzUTlA")
                .orElseThrow();

        assertThat(hasher("now:" + key(1)).hashes(known))
                .containsExactly(new KeyHash(-312559197, "T8pENJcC4i2DvrDGzmR52LDp9M0dgTFsjmOBIUk0qZQ"));
    }

    @Test
    void everyKeyOfTheRingGivesItsOwnHashThePrimaryFirst() {
        KeyHash now = hasher("now:" + key(1)).hashes(TEXT).get(0);
        KeyHash next = hasher("next:" + key(2)).hashes(TEXT).get(0);

        assertThat(now.text()).isNotEqualTo(next.text());
        assertThat(hasher("next:" + key(2) + ",now:" + key(1)).hashes(TEXT)).isEqualTo(List.of(next, now));
    }

    @Test
    void twoApiKeysHaveTwoHashes() {
        KeyHasher hasher = hasher("now:" + key(1));

        assertThat(hasher.hashes(TEXT)).isNotEqualTo(hasher.hashes(KeyText.random()));
    }

    @Test
    void whoKnowsOnlyTheApiKeyCannotReckonItsHash() {
        assertThat(hasher("now:" + key(1)).hashes(TEXT).get(0).text())
                .isNotEqualTo(Sha256.base64Url(TEXT.secret().reveal()));
    }
}
