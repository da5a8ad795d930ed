package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRequestFilterTest {
    private static void filter(String method, String path) {
        ContainerRequestContext request = Stub.of(ContainerRequestContext.class)
                .answer("getMethod", nothing -> method)
                .answer("getUriInfo", nothing -> Uris.of(path))
                .make();
        new PlainRequestFilter().filter(request);
    }

    @Test
    void aPreflightIsAMethodThatIsNotAllowed() {
        assertThatThrownBy(() -> filter("OPTIONS", "tokens/17")).isInstanceOf(NotAllowedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tokens/17;x=y", "tokens;x/17", "auth/callback;", "tokens/1\n7", "tokens/\u0000", "tokens/\u0085"
            })
    void anOddPathLeadsNowhere(String path) {
        assertThatThrownBy(() -> filter("GET", path)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens/17", "tokens/Caf\u00e9 Mitte", "", "auth/callback"})
    void aPlainPathPasses(String path) {
        assertThatCode(() -> filter("GET", path)).doesNotThrowAnyException();
    }
}
