package tokenmanagement.oauth;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tokenmanagement.clients.ConnectLink;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Stub;
import tokenmanagement.platform.Uris;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.SignOutStoreDouble;
import tokenmanagement.support.FakeExchange;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;

/** Routes 2 and 3 over a service that gives the result that a test wants. */
final class OAuthResourceFixture {
    final MutableClock clock = new MutableClock(ConsentFixture.NOON);
    final SecretCipher cipher = Ciphers.any();
    final OAuthResource resource = new OAuthResource();
    final Map<String, Cookie> cookies = new HashMap<>();

    BeginResult begun;
    CallbackResult completed;
    VouchedBy vouchedBy;
    ConnectLink link;
    String method = "GET";
    Optional<Secret> browserSecret;
    private boolean administrator;

    OAuthResourceFixture(String publicUrl) {
        resource.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_PUBLIC_URL", publicUrl));
        resource.cipher = cipher;
        resource.clock = clock;
        resource.sessions = SignOutStoreDouble.sessions();
        resource.authorization = new AuthorizationService() {
            @Override
            public BeginResult begin(long clientId, VouchedBy whom) {
                vouchedBy = whom;
                return begun;
            }

            @Override
            public BeginResult beginWith(ConnectLink presented, long clientId) {
                link = presented;
                return begun;
            }

            @Override
            public CallbackResult complete(Callback callback, Function<String, Optional<Secret>> browserSecrets) {
                browserSecret = browserSecrets.apply("tm_flow_0123456789abcdef");
                return completed;
            }
        };
    }

    OAuthResourceFixture signedIn() {
        administrator = true;
        return this;
    }

    Response login(String clientId, String... query) {
        FakeExchange browser = new FakeExchange();
        if (administrator) {
            resource.sessions.signIn(browser.request, browser.response, "ada");
            browser = browser.next();
        }
        browser.method = method;
        return resource.login(clientId, Uris.withQuery(query), browser.request);
    }

    Response callback(String... accept) {
        return resource.callback(Uris.withQuery("code", "c", "state", "s"), headers(accept));
    }

    Response callbackWith(MultivaluedMap<String, String> query) {
        return resource.callback(Uris.withQuery(query), headers());
    }

    Response loginWith(String clientId, MultivaluedMap<String, String> query) {
        return resource.login(clientId, Uris.withQuery(query), new FakeExchange().request);
    }

    Response result() {
        return resource.result(headers());
    }

    private HttpHeaders headers(String... accept) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        for (String value : accept) {
            headers.add("Accept", value);
        }
        return Stub.of(HttpHeaders.class)
                .answer("getRequestHeaders", nothing -> headers)
                .answer("getCookies", nothing -> cookies)
                .make();
    }
}
