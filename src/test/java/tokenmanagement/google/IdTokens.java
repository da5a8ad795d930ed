package tokenmanagement.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tokenmanagement.platform.Secret;
import tokenmanagement.support.FakeReply;

/** Id tokens as Google makes them, and as it does not. */
final class IdTokens {
    static final String CLIENT_ID = GoogleFixture.CLIENT.googleClientId();
    static final RSAKey KEY = key("key-1");

    private IdTokens() {}

    static RSAKey key(String id) {
        return key(id, 2048);
    }

    static RSAKey key(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, bits < 2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static FakeReply published(JWK... keys) {
        return FakeReply.json(200, new JWKSet(List.of(keys)).toPublicJWKSet().toString());
    }

    /** Everything in order at {@link GoogleFixture#NOW}. */
    static Map<String, Object> claims(String issuer) {
        long now = GoogleFixture.NOW.getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss",
                issuer,
                "aud",
                CLIENT_ID,
                "azp",
                CLIENT_ID,
                "sub",
                "110169484474386276334",
                "email",
                "owner@example.com",
                "email_verified",
                true,
                "nonce",
                "the nonce",
                "iat",
                now,
                "exp",
                now + 3600));
    }

    static Secret signed(Map<String, Object> claims) {
        return signed(JSONObjectUtils.toJSONString(claims), KEY);
    }

    static Secret signed(String payload, RSAKey key) {
        try {
            return signed(payload, key.getKeyID(), JWSAlgorithm.RS256, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Secret signed(String payload, String keyId, JWSAlgorithm algorithm, JWSSigner signer) {
        try {
            JWSObject token =
                    new JWSObject(new JWSHeader.Builder(algorithm).keyID(keyId).build(), new Payload(payload));
            token.sign(signer);
            return Secret.of(token.serialize());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the flow keeps it. */
    static String hash(String nonce) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
