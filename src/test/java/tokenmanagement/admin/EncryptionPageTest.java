package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tokenmanagement.security.EncryptionStatus;
import tokenmanagement.security.EncryptionStatus.KeyUse;

class EncryptionPageTest {
    private static final KeyUse NOTHING = new KeyUse("old", Map.of(), List.of());

    @Test
    void theFirstKeyEncryptsAndAnEmptyOneCanGo() {
        assertThat(EncryptionPage.rows(status(List.of(use("new", 5), NOTHING), List.of())))
                .extracting(EncryptionPage.Row::role)
                .containsExactly("Encrypts", "Needed no more: it can be taken out of the settings");
    }

    @Test
    void aKeyIsNeededAsLongAsARowOrAnApiKeyNeedsIt() {
        KeyUse hashes = new KeyUse("old", Map.of(), List.of("billing (7)"));

        assertThat(EncryptionPage.rows(status(List.of(use("new", 5), use("older", 1), hashes), List.of())))
                .extracting(EncryptionPage.Row::tone)
                .containsExactly("good", "waiting", "waiting");
    }

    @Test
    void aKeyThatTheSettingsLackIsShownAsMissing() {
        assertThat(EncryptionPage.rows(status(List.of(use("new", 5)), List.of(use("1234", 2)))))
                .extracting(EncryptionPage.Row::tone)
                .containsExactly("good", "bad");
    }

    @Test
    void progressIsTheShareOfTheFirstKey() {
        assertThat(EncryptionPage.percent(status(List.of(use("new", 1), use("old", 2)), List.of())))
                .isEqualTo(33);
        assertThat(EncryptionPage.percent(status(List.of(use("new", 999), use("old", 1)), List.of())))
                .isEqualTo(99);
        assertThat(EncryptionPage.percent(status(List.of(NOTHING), List.of()))).isEqualTo(100);
    }

    private static KeyUse use(String key, long rows) {
        return new KeyUse(key, Map.of("tokens.access_token_ciphertext", rows), List.of());
    }

    private static EncryptionStatus status(List<KeyUse> keys, List<KeyUse> missing) {
        return new EncryptionStatus(keys, missing, 0, EncryptionStatus.Progress.DONE, Optional.empty(), Instant.EPOCH);
    }
}
