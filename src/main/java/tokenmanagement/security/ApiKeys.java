package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.Optional;
import tokenmanagement.platform.Settings;

/** Which caller a presented API key belongs to. For now the one key of the settings, which has every scope. */
@ApplicationScoped
public class ApiKeys {
    private static final Caller ADMINISTRATION = new Caller("admin-api-key", EnumSet.allOf(Scope.class));

    @Inject
    Settings settings;

    /** Compares digests, so that neither content nor length of the right key shows in the time it takes. */
    public Optional<Caller> callerOf(String presented) {
        return settings.adminApiKey()
                .filter(key -> MessageDigest.isEqual(sha256(key.reveal()), sha256(presented)))
                .map(key -> ADMINISTRATION);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
