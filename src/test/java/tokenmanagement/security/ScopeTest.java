package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void scopesAreWrittenAsInTheContract() {
        assertThat(Scope.values())
                .extracting(Scope::word)
                .containsExactlyInAnyOrder(
                        "clients:read",
                        "clients:write",
                        "tokens:read",
                        "tokens:refresh",
                        "refresh-tokens:read",
                        "api-keys:write",
                        "audit:read",
                        "metrics:read");
    }
}
