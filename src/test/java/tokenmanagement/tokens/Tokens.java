package tokenmanagement.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.SecretCipher;

/** Stored pairs as tests want them. Client 1 connected at noon; its pair lives for an hour. */
final class Tokens {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final SecretCipher CIPHER = Ciphers.any();
    static final RefreshPlan PLAN = plan(0.5);

    private Tokens() {}

    /** @param chance in place of luck */
    static RefreshPlan plan(double chance) {
        RefreshPlan plan = new RefreshPlan();
        plan.chance = () -> chance;
        return plan;
    }

    static Consent consent(Grants granted, String refreshToken) {
        return new Consent(
                1,
                1,
                "110169484474386276334",
                Optional.of("owner@example.com"),
                ClientDouble.REVIEWS,
                granted.answer(),
                Secret.of(refreshToken));
    }

    /** A pair for which a call went out whose answer nobody kept. */
    static Token afterALostAnswer() {
        Token token = connected();
        token.reused();
        return token;
    }

    static Token connected() {
        return connected(Duration.ofHours(1));
    }

    static Token connected(Duration life) {
        Token token = new Token(1);
        token.connected(consent(Grants.of("access-1").expiresIn(life), "refresh-1"), CIPHER, PLAN);
        return token;
    }

    /** The pair that the next refresh, sent at this time, brought. */
    static Token refreshed(Instant sentAt) {
        Token token = connected();
        refresh(token, Grants.of("access-2").sentAt(sentAt, Duration.ofMillis(200)));
        return token;
    }

    static void refresh(Token token, Grants granted) {
        token.granted(granted.answer(), CIPHER, PLAN, Scopes.covering(new ClientDouble(1).scopes()));
    }

    static Token missingScope() {
        Token token = connected();
        refresh(token, Grants.of("access-2").scope("openid"));
        return token;
    }

    static Token dead() {
        Token token = connected();
        token.refused("invalid_grant", PLAN, NOON);
        token.refused("invalid_grant", PLAN, NOON.plusSeconds(60));
        return token;
    }

    /** A refresh failed now and then; the next try is to wait until this long after noon. */
    static Token failing(Duration untilAfterNoon) {
        Token token = connected();
        token.unreachable("http_503", untilAfterNoon, NOON);
        return token;
    }

    static BranchToken row(Token token) {
        return new BranchToken(new ClientDouble(1), Optional.of(token));
    }

    static Lease lease(Token token) {
        return Lease.of(new ClientDouble(1), token, System.nanoTime());
    }
}
