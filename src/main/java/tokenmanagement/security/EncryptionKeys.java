package tokenmanagement.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** What an operator may know of the key ring. */
@ApplicationScoped
public class EncryptionKeys {
    private static final Duration FRESH = Duration.ofSeconds(5);

    @Inject
    Reencryption reencryption;

    @Inject
    Clock clock;

    /** Where the encryption at rest stands, counted within the last seconds. */
    public EncryptionStatus status() {
        return reencryption.status(clock.instant().minus(FRESH));
    }
}
