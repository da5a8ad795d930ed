package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {
    @Test
    void namesTheTableAndTheRow() {
        assertThat(Notice.parse("api_keys 12")).contains(new Notice("api_keys", 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tokens", "tokens 1 2", "tokens -1", "tokens 99999999999999999999", "TOKENS 1", "pulse x 1"})
    void whatAnybodyElseSaysIsPassedOver(String payload) {
        assertThat(Notice.parse(payload)).isEmpty();
    }
}
