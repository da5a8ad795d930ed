package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleExceptionHandlerTest {
    @Test
    void aPageIsLoadedAnew() {
        assertThat(ConsoleExceptionHandler.anew("/admin/api-keys.xhtml", null)).isEqualTo("/admin/api-keys.xhtml?");
        assertThat(ConsoleExceptionHandler.anew("/admin/client.xhtml", "7")).isEqualTo("/admin/client.xhtml?id=7&amp;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/x.xhtml", "/admin/\"><x.xhtml", "/admin//x.xhtml", "/x.xhtml", ""})
    void noOtherAddressIs(String path) {
        assertThat(ConsoleExceptionHandler.anew(path, null)).isEqualTo("/admin/?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"/>", "0", ""})
    void whatIsNoClientLeadsToTheList(String id) {
        assertThat(ConsoleExceptionHandler.anew("/admin/client.xhtml", id)).isEqualTo("/admin/?");
    }
}
