package tokenmanagement.clients;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Sha256;

/**
 * What makes an address a connect link: 256 random bits that an authorised caller had made for one client. Whoever
 * opens the address first may consent with any account.
 */
public record ConnectLink(Secret secret) {
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static ConnectLink random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new ConnectLink(Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** Empty for whatever cannot be a link of ours. */
    public static Optional<ConnectLink> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ConnectLink(Secret.of(text))) : Optional.empty();
    }

    /** All that is stored. */
    String hash() {
        return Sha256.base64Url(secret.reveal());
    }
}
