package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdTest {
    @Test
    void aWholeNumberFromOneIsAnId() {
        assertThat(ClientId.parse("1")).contains(1L);
        assertThat(ClientId.parse("999999999999999999")).contains(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "+1",
                "01",
                "1.0",
                "1e3",
                "1 ",
                " 1",
                "0x1",
                "1;drop",
                "../1",
                "abc",
                "\u0661",
                "9223372036854775808",
                "99999999999999999999999999999999"
            })
    void everythingElseBelongsToNoClient(String text) {
        assertThat(ClientId.parse(text)).isEmpty();
    }

    @Test
    void aMonstrousIdBelongsToNoClient() {
        assertThat(ClientId.parse("1".repeat(10_240))).isEmpty();
    }
}
