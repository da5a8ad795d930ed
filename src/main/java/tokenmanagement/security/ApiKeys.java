package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Optional;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.Sha256;

/** Which caller a presented API key belongs to. For now the one key of the settings, which has every scope. */
@ApplicationScoped
public class ApiKeys {
    private static final Caller ADMINISTRATION = new Caller("admin-api-key", EnumSet.allOf(Scope.class));

    @Inject
    Settings settings;

    /** Compares digests, so that neither content nor length of the right key shows in the time it takes. */
    public Optional<Caller> callerOf(String presented) {
        return settings.adminApiKey()
                .filter(key -> MessageDigest.isEqual(Sha256.bytes(key.reveal()), Sha256.bytes(presented)))
                .map(key -> ADMINISTRATION);
    }
}
