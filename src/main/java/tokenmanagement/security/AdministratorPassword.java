package tokenmanagement.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import tokenmanagement.platform.Settings;

/**
 * Compares what a person types at sign-in with the administrator of the settings.
 *
 * <p>A person's password can be guessed, so each comparison is made slow by PBKDF2 (RFC 8018 §5.2), a wrong user name
 * takes as long as a wrong password, and a node makes one comparison at a time: some guesses a second, however many
 * ask, and never more than one busy core.
 */
@ApplicationScoped
public class AdministratorPassword {
    /** What the comparison says; {@code BUSY}: nothing was compared, too many wait already. */
    public enum Verdict {
        RIGHT,
        WRONG,
        BUSY
    }

    private static final int LONGEST = 1000;
    private static final int LONGEST_QUEUE = 8;

    @Inject
    Settings settings;

    final Semaphore comparisons = new Semaphore(1, true);
    Duration patience = Duration.ofSeconds(5);
    int iterations = 600_000;
    private final byte[] salt = new byte[16];
    private byte[] expected;

    @PostConstruct
    void derive() {
        new SecureRandom().nextBytes(salt);
        settings.adminPassword().ifPresent(password -> expected = slowHash(password.reveal()));
    }

    /** Without a password in the settings nobody can sign in. */
    public boolean isSet() {
        return expected != null;
    }

    public Verdict compare(String user, String password) {
        if (!isSet() || user.length() > LONGEST || password.length() > LONGEST) {
            return Verdict.WRONG;
        }
        if (!mayCompare()) {
            return Verdict.BUSY;
        }
        try {
            boolean samePassword = MessageDigest.isEqual(expected, slowHash(password));
            boolean sameUser = MessageDigest.isEqual(bytes(settings.adminUser()), bytes(user));
            return samePassword && sameUser ? Verdict.RIGHT : Verdict.WRONG;
        } finally {
            comparisons.release();
        }
    }

    private boolean mayCompare() {
        try {
            return comparisons.getQueueLength() < LONGEST_QUEUE
                    && comparisons.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private byte[] slowHash(String password) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
