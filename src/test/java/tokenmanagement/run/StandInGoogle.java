package tokenmanagement.run;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import tokenmanagement.run.StandInGrants.Grant;

/**
 * A stand-in for Google's authorization server on this machine, with a page to sign in to.
 *
 * <p>Any e-mail can be typed, no password is asked. A program signs in by posting the form: {@code email=…} to the
 * address of the page; {@code scope=…} with it grants less than was asked for. The rules are Google's: a refresh token
 * only for {@code access_type=offline} and {@code prompt=consent}, none in the answer to a refresh, {@code iss} and
 * {@code scope} in the callback, revocation for the whole project. Any client id and secret are good.
 */
public final class StandInGoogle implements AutoCloseable {
    private static final String ISSUER_PATH = "/google";
    private static final String AUTHORIZE = ISSUER_PATH + "/authorize";
    private static final String TOKEN = ISSUER_PATH + "/token";
    private static final String REVOKE = ISSUER_PATH + "/revoke";

    private final StandInHttp http;
    private final StandInTokens tokens;

    /**
     * @param port on 127.0.0.1; 0 for any free one
     * @param accessTokenLife what {@code expires_in} says
     */
    public StandInGoogle(int port, Duration accessTokenLife, StandInGrants grants) throws IOException {
        tokens = new StandInTokens(ISSUER_PATH.substring(1), accessTokenLife, grants);
        http = new StandInHttp(port, this::answer);
    }

    /** One whose access tokens live for an hour and whose grants end with it. */
    public static StandInGoogle start(int port) throws IOException {
        return new StandInGoogle(port, Duration.ofHours(1), StandInGrants.inMemory());
    }

    /** What a person opens to read what this is. */
    public URI address() {
        return URI.create(http.address());
    }

    public URI issuer() {
        return URI.create(http.address() + ISSUER_PATH);
    }

    public URI authorizationEndpoint() {
        return URI.create(http.address() + AUTHORIZE);
    }

    public URI tokenEndpoint() {
        return URI.create(http.address() + TOKEN);
    }

    public URI revocationEndpoint() {
        return URI.create(http.address() + REVOKE);
    }

    public URI jwksUri() {
        return URI.create(http.address() + ISSUER_PATH + "/jwks");
    }

    private OAuth2HttpResponse answer(OAuth2HttpRequest request) {
        switch (request.getMethod() + " " + request.getUrl().encodedPath()) {
            case "GET /":
                return StandInAnswer.html(200, StandInPages.home(issuer()));
            case "GET " + AUTHORIZE:
            case "POST " + AUTHORIZE:
                return authorize(request);
            case "POST " + TOKEN:
                return tokens.grant(request);
            case "POST " + REVOKE:
                return tokens.revoke(request);
            default:
                return tokens.library(request);
        }
    }

    private OAuth2HttpResponse authorize(OAuth2HttpRequest request) {
        ConsentRequest consent;
        try {
            consent = ConsentRequest.of(request.getUrl());
        } catch (IllegalArgumentException e) {
            return StandInAnswer.html(400, StandInPages.refusal(e.getMessage()));
        }
        if (request.getMethod().equals("GET")) {
            return StandInAnswer.html(200, StandInPages.signIn(consent, issuer(), ""));
        }
        String email = request.getFormParameters().getMap().getOrDefault("email", "");
        if (!email.matches("[^@\\s]{1,64}@[^@\\s]{1,250}")) {
            String problem = "Type an e-mail address, for example ada@example.com.";
            return StandInAnswer.html(400, StandInPages.signIn(consent, issuer(), problem));
        }
        return consented(request, consent, email);
    }

    /** Google adds the granted scope and its own name to the callback (RFC 9207). */
    private OAuth2HttpResponse consented(OAuth2HttpRequest request, ConsentRequest consent, String email) {
        String scope = request.getFormParameters().getMap().getOrDefault("scope", consent.scope());
        OAuth2HttpResponse answer = tokens.authorize(request, consent, new Grant(email, consent.clientId(), scope));
        String location = answer.getHeaders().get("Location");
        if (location == null) {
            return answer;
        }
        String withScope = location + "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8);
        return StandInAnswer.redirect(ConsentRequest.withIssuer(withScope, issuer().toString()));
    }

    @Override
    public void close() {
        http.close();
    }
}
