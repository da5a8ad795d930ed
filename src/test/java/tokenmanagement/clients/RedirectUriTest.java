package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.clients.Registrations.taken;
import static tokenmanagement.clients.Registrations.with;
import static tokenmanagement.clients.Registrations.wrongFields;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a browser may be sent back to (faults.md row 16). */
class RedirectUriTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tokens.example.com/token-management/auth/callback",
                "https://tokens.example.com",
                "https://tokens.example.com:8443/cb?tenant=1",
                "https://xn--mnchen-3ya.example/cb",
                "http://localhost:8084/token-management/auth/callback",
                "http://127.0.0.1/cb",
                "http://[::1]:8084/cb"
            })
    void aRedirectUriIsHttpsOrOnThisMachine(String uri) {
        assertThat(taken(with("redirect_uri", uri)).redirectUri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/cb",
                "http://localhost.example.com/cb",
                "http://127.0.0.1.example.com/cb",
                "http://localhost@example.com/cb",
                "http://0.0.0.0/cb",
                "http://192.168.0.1/cb",
                "https://user@example.com/cb",
                "https://user:password@example.com/cb",
                "https://@example.com/cb",
                "https://example.com/cb#fragment",
                "https://example.com/cb#",
                "https://*.example.com/cb",
                "https://example.com/*",
                "https://example.com:99999/cb",
                "https://example.com:port/cb",
                "https:///cb",
                "https:example.com/cb",
                "http:example.com/cb",
                "http:///cb",
                "http://-/cb",
                "//example.com/cb",
                "/token-management/auth/callback",
                "example.com/cb",
                "ftp://example.com/cb",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "com.example.app:/cb",
                "urn:ietf:wg:oauth:2.0:oob",
                "https://exa mple.com/cb",
                "https://example.com/c b",
                "https://example.com/\r\nSet-Cookie: a=b",
                "https://example.com\\@evil.example/cb",
                "https://m\u00fcnchen.example/cb",
                "https://example.com/\u202ecb",
                "https://example.com/%zz",
                " https://example.com/cb",
                "https://[::1/cb",
                "x"
            })
    void everyOtherRedirectUriIsWrong(String uri) {
        assertThat(wrongFields(with("redirect_uri", uri))).containsExactly("redirect_uri");
    }
}
