package tokenmanagement.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tokenmanagement.google.IdTokenResult.Rejected;
import tokenmanagement.google.IdTokenResult.Unavailable;
import tokenmanagement.google.IdTokenResult.Verified;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.StrictJson;

/**
 * Says whose account consented, if the id token is Google's, for this client and from this flow (OpenID Connect Core
 * §3.1.3.7). Only RS256 counts, with a key that Google publishes: the token has no say in how it is checked.
 */
@ApplicationScoped
public class IdTokenVerifier {
    static final Duration SKEW = Duration.ofSeconds(60);

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Inject
    GoogleKeys keys;

    /** @param expectedNonceHash base64url without padding of the SHA-256 of the nonce that was sent */
    public IdTokenResult verify(Secret idToken, String googleClientId, String expectedNonceHash) {
        JWSObject token;
        try {
            token = parse(idToken);
        } catch (ParseException | StrictJson.Malformed e) {
            return new Rejected("malformed");
        }
        if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            return new Rejected("algorithm");
        }
        return signatureDefect(token).orElseGet(() -> claims(token, googleClientId, expectedNonceHash));
    }

    /**
     * Whom an id token speaks of, on the word of the token endpoint alone: it came straight from there over TLS (OpenID
     * Connect Core §3.1.3.7 no. 6). Empty for what is no id token.
     */
    public Optional<String> subject(Secret idToken) {
        try {
            JWSObject token = parse(idToken);
            return new IdTokenClaims(StrictJson.parse(token.getPayload().toBytes())).subject();
        } catch (ParseException | StrictJson.Malformed e) {
            return Optional.empty();
        }
    }

    /** The library takes the header for an object, and fails on JSON's {@code null} with no word of its own. */
    private static JWSObject parse(Secret idToken) throws ParseException, StrictJson.Malformed {
        Base64URL[] parts = JOSEObject.split(idToken.reveal());
        if (!StrictJson.parse(parts[0].decode()).isObject()) {
            throw new ParseException("the header is no object", 0);
        }
        return JWSObject.parse(idToken.reveal());
    }

    private Optional<IdTokenResult> signatureDefect(JWSObject token) {
        String keyId = token.getHeader().getKeyID();
        if (keyId == null) {
            return Optional.of(new Rejected("key"));
        }
        try {
            Optional<RSAKey> key = keys.find(keyId);
            if (key.isEmpty()) {
                return Optional.of(new Rejected("key"));
            }
            boolean genuine = token.verify(new RSASSAVerifier(key.get()));
            return genuine ? Optional.empty() : Optional.of(new Rejected("signature"));
        } catch (CallFailed e) {
            return Optional.of(new Unavailable(e.word()));
        } catch (JOSEException e) {
            return Optional.of(new Rejected("signature"));
        }
    }

    private IdTokenResult claims(JWSObject token, String googleClientId, String expectedNonceHash) {
        try {
            JsonNode json = StrictJson.parse(token.getPayload().toBytes());
            return judged(new IdTokenClaims(json), googleClientId, expectedNonceHash);
        } catch (StrictJson.Malformed e) {
            return new Rejected("malformed");
        }
    }

    private IdTokenResult judged(IdTokenClaims claims, String googleClientId, String expectedNonceHash) {
        if (!claims.isFrom(settings.google().issuer().toString())) {
            return new Rejected("issuer");
        }
        if (!claims.isFor(googleClientId)) {
            return new Rejected("audience");
        }
        if (claims.isExpired(clock.instant(), SKEW)) {
            return new Rejected("expired");
        }
        if (!claims.hasNonce(expectedNonceHash)) {
            return new Rejected("nonce");
        }
        if (claims.subject().isEmpty()) {
            return new Rejected("subject");
        }
        return new Verified(claims.subject().get(), claims.email(), claims.emailVerified());
    }
}
