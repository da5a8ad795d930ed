package tokenmanagement.google;

import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.github.scribejava.core.oauth.AccessTokenRequestParams;
import com.github.scribejava.core.oauth.AuthorizationUrlBuilder;
import com.github.scribejava.core.oauth.OAuth20Service;
import com.github.scribejava.core.pkce.PKCE;
import com.github.scribejava.core.pkce.PKCECodeChallengeMethod;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import tokenmanagement.clients.ClientCredentials;
import tokenmanagement.platform.Metrics;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;

/**
 * The authorization code flow, the refresh and the revocation, as a confidential client of Google (RFC 6749 §4.1, §6; RFC 7636; RFC 7009).
 *
 * <p>Every call is made once: whether to try again is for the caller to decide, who knows the grant.
 */
@ApplicationScoped
public class GoogleAuthorizationServer {
    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Inject
    BoundedHttpClient http;

    @Inject
    TokenEndpointBreaker breaker;

    @Inject
    MeterRegistry metrics;

    /**
     * A refresh token comes only with {@code access_type=offline}, and again only with {@code prompt=consent}.
     * {@code include_granted_scopes} stays away: a combined grant is wider than a branch needs, and revoked as one.
     *
     * @param state goes out as it is, comes back with the person
     * @param nonce comes back inside the id token (OpenID Connect Core §3.1.2.1)
     * @param loginHint the account that should consent
     */
    public AuthorizationRedirect authorizationUri(
            ClientCredentials credentials, String scope, String state, String nonce, String loginHint) {
        AuthorizationUrlBuilder builder = service(credentials)
                .createAuthorizationUrlBuilder()
                .scope(scope)
                .state(state)
                .initPKCE()
                .additionalParams(
                        Map.of("access_type", "offline", "prompt", "consent", "nonce", nonce, "login_hint", loginHint));
        PKCE pkce = builder.getPkce();
        if (pkce.getCodeChallengeMethod() != PKCECodeChallengeMethod.S256) {
            throw new IllegalStateException("no SHA-256 in this JVM: ScribeJava fell back to a plain code challenge");
        }
        return new AuthorizationRedirect(URI.create(builder.build()), Secret.of(pkce.getCodeVerifier()));
    }

    /** RFC 6749 §4.1.3. A code is good for one try, whatever comes of it. */
    public TokenResponse exchange(ClientCredentials credentials, Secret code, Secret codeVerifier) {
        AccessTokenRequestParams parameters =
                AccessTokenRequestParams.create(code.reveal()).pkceCodeVerifier(codeVerifier.reveal());
        TokenResponse response = answerTo(() -> service(credentials).getAccessToken(parameters));
        breaker.record(response);
        return response;
    }

    /**
     * RFC 6749 §6, without {@code scope}: what was granted may be narrower than what was once asked for. Not tried
     * while the circuit breaker is open. An exchange always is: a person is waiting, and a code has no second chance.
     */
    public TokenResponse refresh(ClientCredentials credentials, Secret refreshToken) {
        if (!breaker.permits()) {
            return heldBack();
        }
        try {
            TokenResponse response = answerTo(() -> service(credentials).refreshAccessToken(refreshToken.reveal()));
            breaker.record(response);
            return response;
        } catch (RuntimeException | Error e) {
            breaker.abandon();
            throw e;
        }
    }

    /** How long refreshes are held back; zero when one may be tried. */
    public Duration pause() {
        return breaker.pause();
    }

    private TokenResponse heldBack() {
        return new TokenResponse.Unreachable(
                clock.instant(),
                Duration.ZERO,
                Optional.empty(),
                TokenResponse.Kind.HELD_BACK,
                "circuit_breaker_open",
                Optional.of(breaker.pause()));
    }

    /**
     * Ends every grant of the account for the whole Google project (Google, OAuth 2.0 for Mobile and Desktop Apps, "Revoking a token"): whether any other must live is for
     * the caller to know.
     */
    public RevocationResult revoke(Secret token) {
        return new RevocationCall(http, settings.google(), clock).send(token);
    }

    /** Built for one call, because it holds the client secret; without a scope, or it would go with every refresh. */
    private OAuth20Service service(ClientCredentials credentials) {
        return new ServiceBuilder(credentials.googleClientId())
                .apiSecret(credentials.clientSecret().reveal())
                .callback(credentials.redirectUri().toString())
                .httpClient(new ScribeHttpClient(http, settings.google().timeout()))
                .build(new GoogleApi(settings.google()));
    }

    private TokenResponse answerTo(Call call) {
        TokenResponse response = sent(call);
        String codeClass = response.status().map(status -> status / 100 + "xx").orElse("none");
        metrics.counter(Metrics.PREFIX + "provider.requests", "endpoint", "token", "code_class", codeClass)
                .increment();
        return response;
    }

    private TokenResponse sent(Call call) {
        Instant sentAt = clock.instant();
        long start = System.nanoTime();
        try {
            HttpAnswer answer = ((GoogleApi.Unread) call.send()).answer();
            return new AnswerReader(sentAt, since(start), answer).read();
        } catch (CallFailed e) {
            return new TokenResponse.Unreachable(
                    sentAt, since(start), Optional.empty(), e.kind(), e.word(), Optional.empty());
        } catch (IOException | ExecutionException | InterruptedException e) {
            // ScribeJava declares them, our client throws none; no cause, because ScribeJava's messages quote bodies
            throw new IllegalStateException("unexpected " + e.getClass().getSimpleName() + " from ScribeJava");
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @FunctionalInterface
    private interface Call {
        OAuth2AccessToken send() throws IOException, ExecutionException, InterruptedException;
    }
}
