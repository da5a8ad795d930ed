package tokenmanagement.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequestHandler;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.HttpUrl;
import tokenmanagement.run.StandInGrants.Grant;

/**
 * Codes and tokens of the stand-in.
 *
 * <p>mock-oauth2-server makes the codes, checks PKCE and signs; this adds what it leaves out: the code is bound to
 * client and redirect address, a challenge demands its verifier (RFC 7636 §4.6), the answer names the scope, and refresh
 * tokens outlive a restart.
 */
final class StandInTokens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuerId;
    private final Duration life;
    private final StandInGrants grants;
    private final OAuth2TokenProvider signer = new OAuth2TokenProvider();
    private final Route library;
    private final Map<String, Pending> pendingByCode = new ConcurrentHashMap<>();

    private record Pending(ConsentRequest consent, Grant grant) {}

    StandInTokens(String issuerId, Duration life, StandInGrants grants) {
        this.issuerId = issuerId;
        this.life = life;
        this.grants = grants;
        var claims = new DefaultOAuth2TokenCallback(issuerId, "nobody", "JWT", null, Map.of(), life.toSeconds());
        var config = new OAuth2Config(true, null, null, false, signer, Set.of(claims));
        library = new OAuth2HttpRequestHandler(config).getAuthorizationServer();
    }

    /** What mock-oauth2-server answers by itself. */
    OAuth2HttpResponse library(OAuth2HttpRequest request) {
        return library.invoke(request);
    }

    /** Answers with the redirect that carries the code. */
    OAuth2HttpResponse authorize(OAuth2HttpRequest request, ConsentRequest consent, Grant grant) {
        ObjectNode claims = JSON.createObjectNode().put("email", grant.email()).put("email_verified", true);
        String form = "username=" + grant.subject() + "&claims="
                + URLEncoder.encode(claims.toString(), StandardCharsets.UTF_8);
        OAuth2HttpResponse answer =
                library.invoke(new OAuth2HttpRequest(request.getHeaders(), "POST", request.getOriginalUrl(), form));
        Optional.ofNullable(answer.getHeaders().get("Location"))
                .map(location -> HttpUrl.get(location).queryParameter("code"))
                .ifPresent(code -> pendingByCode.put(code, new Pending(consent, grant)));
        return answer;
    }

    OAuth2HttpResponse grant(OAuth2HttpRequest request) {
        String grantType = request.getFormParameters().getMap().getOrDefault("grant_type", "");
        if (grantType.equals("authorization_code")) {
            return exchange(request);
        }
        if (grantType.equals("refresh_token")) {
            return refresh(request);
        }
        return StandInAnswer.error(400, "unsupported_grant_type", "Invalid grant_type: " + grantType);
    }

    private OAuth2HttpResponse exchange(OAuth2HttpRequest request) {
        Map<String, String> form = request.getFormParameters().getMap();
        Pending pending = pendingByCode.remove(form.getOrDefault("code", ""));
        if (pending == null || !pending.consent().isFinishedBy(form)) {
            return StandInAnswer.error(400, "invalid_grant", "Malformed auth code.");
        }
        OAuth2HttpResponse answer = library.invoke(request);
        if (answer.getStatus() != 200) {
            return answer;
        }
        ObjectNode body = object(answer.getBody());
        body.remove("refresh_token");
        if (pending.consent().offline()) {
            body.put("refresh_token", grants.issueRefreshToken(pending.grant()));
        }
        return tokens(body, pending.grant());
    }

    /** RFC 6749 §6; without a new refresh token, as Google answers. */
    private OAuth2HttpResponse refresh(OAuth2HttpRequest request) {
        Map<String, String> form = request.getFormParameters().getMap();
        Optional<Grant> found = grants.findRefreshToken(form.getOrDefault("refresh_token", ""));
        if (found.isEmpty()) {
            return StandInAnswer.error(400, "invalid_grant", "Token has been expired or revoked.");
        }
        Grant grant = found.get();
        if (!grant.clientId().equals(form.get("client_id"))) {
            return StandInAnswer.error(401, "unauthorized_client", "Unauthorized");
        }
        ObjectNode body =
                JSON.createObjectNode().put("id_token", idToken(request, grant)).put("token_type", "Bearer");
        return tokens(body, grant);
    }

    /** RFC 7009 §2, but 400 for an unknown token, as Google answers. */
    OAuth2HttpResponse revoke(OAuth2HttpRequest request) {
        String token = request.getFormParameters().getMap().getOrDefault("token", "");
        return grants.find(token).map(grants::revoke).orElse(false)
                ? StandInAnswer.json(200, JSON.createObjectNode())
                : StandInAnswer.error(400, "invalid_token", "Token expired or revoked");
    }

    private OAuth2HttpResponse tokens(ObjectNode body, Grant grant) {
        body.put("access_token", grants.issueAccessToken(grant))
                .put("expires_in", life.toSeconds())
                .put("scope", grant.scope());
        return StandInAnswer.json(200, body);
    }

    private String idToken(OAuth2HttpRequest request, Grant grant) {
        Map<String, ?> claims = Map.of(
                "iss", request.getUrl().resolve("/" + issuerId).toString(),
                "sub", grant.subject(),
                "aud", grant.clientId(),
                "azp", grant.clientId(),
                "email", grant.email(),
                "email_verified", true);
        return signer.jwt(claims, life, issuerId).serialize();
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("mock-oauth2-server answered no JSON", e);
        }
    }
}
