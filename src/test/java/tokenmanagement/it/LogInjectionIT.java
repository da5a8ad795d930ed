package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Fault 25: nobody outside writes a line of the log. */
@ExtendWith(ArquillianExtension.class)
class LogInjectionIT {
    private static final String FORGED = "forged-line INFO login ok";
    private static final String TEXT = "x\r\n" + FORGED + "\u2028" + FORGED + "\u0085" + FORGED;

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Keys keys;

    @Provided
    private Logs logs;

    @Provided
    private Server server;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void noRequestWritesALineOfTheLog() {
        Branch branch = branches.connected();
        String encoded = URLEncoder.encode(TEXT, StandardCharsets.UTF_8).replace("+", "%20");

        api.token(encoded);
        api.token(branch.id() + "?min_ttl=" + encoded);
        api.call("DELETE", "/api-keys/" + encoded);
        branch.registration().keySet().forEach(field -> {
            Map<String, Object> registration = new HashMap<>(branches.unknown().registration());
            registration.put(field, TEXT);
            assertThat(api.register(registration).status()).isEqualTo(422);
        });
        Map<String, Object> wish = keys.wish("tokens:read");
        wish.put("name", TEXT);
        assertThat(keys.create(wish).status()).isEqualTo(422);
        browser.open(URI.create(branch.redirectUri() + "?state=" + encoded + "&code=" + encoded), Browser.PROGRAM);
        browser.open(URI.create(branch.redirectUri() + "?state=" + encoded + "&error=" + encoded), Browser.PAGE);
        browser.open(URI.create(api.loginAddress(branch.clientId()) + "?link=" + encoded), Browser.PAGE);

        assertThat(logs.linesWith("forged-line")).isEmpty();
    }

    @Test
    void noAnswerOfTheTokenEndpointWritesALineOfTheLog() {
        Branch branch = branches.connected();
        String json = TokenApi.json(Map.of("error", TEXT, "error_subtype", TEXT, "error_description", TEXT));

        for (int status : new int[] {400, 401, 503}) {
            tokenEndpoint.of(branch).next(Reply.json(status, json));
            api.refresh(branch.clientId());
        }

        assertThat(logs.linesWith("forged-line")).isEmpty();
    }
}
