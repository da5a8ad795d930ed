package tokenmanagement.google;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tokenmanagement.platform.Sha256;

/** The claims of an id token whose signature holds (OpenID Connect Core §2, §5.1), one question each. */
record IdTokenClaims(JsonNode json) {
    private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern EMAIL = Pattern.compile("[^\\p{Cntrl}\\s]{3,320}");
    private static final String GOOGLE = "https://accounts.google.com";

    /** Google, and only Google, may leave out the scheme. */
    boolean isFrom(String issuer) {
        String claim = text("iss");
        return issuer.equals(claim) || issuer.equals(GOOGLE) && "accounts.google.com".equals(claim);
    }

    /** §3.1.3.7: among the audiences, and the authorized party where one is named or several audiences want one. */
    boolean isFor(String clientId) {
        List<String> audiences = audiences();
        String authorizedParty = text("azp");
        boolean partyFits = authorizedParty.isEmpty() ? audiences.size() == 1 : authorizedParty.equals(clientId);
        return audiences.contains(clientId) && partyFits;
    }

    boolean isExpired(Instant now, Duration skew) {
        JsonNode expiry = json.path("exp");
        return !expiry.isNumber() || expiry.doubleValue() <= now.minus(skew).getEpochSecond();
    }

    /** The flow keeps only the hash, base64url of SHA-256, so that a stored row is no nonce. */
    boolean hasNonce(String hash) {
        String nonce = text("nonce");
        return !nonce.isEmpty() && MessageDigest.isEqual(bytes(hash), bytes(Sha256.base64Url(nonce)));
    }

    Optional<String> subject() {
        return Optional.of(text("sub")).filter(text -> SUBJECT.matcher(text).matches());
    }

    Optional<String> email() {
        return Optional.of(text("email")).filter(text -> EMAIL.matcher(text).matches());
    }

    boolean emailVerified() {
        return json.path("email_verified").booleanValue();
    }

    private List<String> audiences() {
        JsonNode claim = json.path("aud");
        List<String> audiences = new ArrayList<>();
        if (claim.isTextual()) {
            audiences.add(claim.textValue());
        }
        claim.forEach(audience -> audiences.add(audience.asText()));
        return audiences;
    }

    private String text(String name) {
        JsonNode claim = json.path(name);
        return claim.isTextual() ? claim.textValue() : "";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** They are about a person. */
    @Override
    public String toString() {
        return "IdTokenClaims[hidden]";
    }
}
