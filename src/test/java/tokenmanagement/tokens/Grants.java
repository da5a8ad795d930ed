package tokenmanagement.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Secret;

/** Answers of the token endpoint, as the room google hands them on. */
public record Grants(
        Instant sentAt,
        Duration latency,
        String accessToken,
        Optional<Secret> refreshToken,
        Optional<Duration> expiresIn,
        Optional<String> scope,
        Optional<Secret> idToken) {

    /** As Google answers a refresh at noon: an hour of life, no refresh token. */
    public static Grants of(String accessToken) {
        return new Grants(
                Tokens.NOON,
                Duration.ofMillis(200),
                accessToken,
                Optional.empty(),
                Optional.of(Duration.ofHours(1)),
                Optional.of(ClientDouble.REVIEWS),
                Optional.empty());
    }

    public Grants sentAt(Instant when, Duration roundTrip) {
        return new Grants(when, roundTrip, accessToken, refreshToken, expiresIn, scope, idToken);
    }

    public Grants refreshToken(String text) {
        return new Grants(sentAt, latency, accessToken, Optional.of(Secret.of(text)), expiresIn, scope, idToken);
    }

    /** @param life null for an answer that names none */
    public Grants expiresIn(Duration life) {
        return new Grants(sentAt, latency, accessToken, refreshToken, Optional.ofNullable(life), scope, idToken);
    }

    /** @param granted null for an answer that names none */
    public Grants scope(String granted) {
        return new Grants(sentAt, latency, accessToken, refreshToken, expiresIn, Optional.ofNullable(granted), idToken);
    }

    public Grants idToken(String text) {
        return new Grants(sentAt, latency, accessToken, refreshToken, expiresIn, scope, Optional.of(Secret.of(text)));
    }

    public TokenResponse.Granted answer() {
        return new TokenResponse.Granted(
                sentAt, latency, Optional.of(200), Secret.of(accessToken), refreshToken, expiresIn, scope, idToken);
    }

    public static TokenResponse.Refused refused(TokenResponse.Reason reason, String error) {
        return new TokenResponse.Refused(
                Tokens.NOON, Duration.ofMillis(200), Optional.of(400), reason, error, Optional.empty());
    }

    public static TokenResponse.Unreachable unreachable(String error) {
        return unreachable(TokenResponse.Kind.TRANSIENT, error);
    }

    public static TokenResponse.Unreachable unreachable(TokenResponse.Kind kind, String error) {
        return new TokenResponse.Unreachable(
                Tokens.NOON, Duration.ofMillis(200), Optional.empty(), kind, error, Optional.empty());
    }
}
