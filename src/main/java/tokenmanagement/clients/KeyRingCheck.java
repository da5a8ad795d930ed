package tokenmanagement.clients;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.List;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/**
 * Refuses to start with a key ring that is not the one the rows were written with: the service would hand out nothing,
 * and write new secrets that the right ring cannot read.
 *
 * <p>One readable row is enough, since a single tampered row must not keep the others from being served.
 */
@Singleton
@Startup
@DependsOn("DatabaseMigration")
public class KeyRingCheck {
    private static final int SAMPLE = 20;

    @Inject
    ClientStore clients;

    @Inject
    SecretCipher cipher;

    @PostConstruct
    void check() {
        List<Client> sample = clients.newest(SAMPLE);
        if (!sample.isEmpty() && sample.stream().noneMatch(this::isReadable)) {
            throw new IllegalStateException("TOKEN_MANAGEMENT_ENCRYPTION_KEYS does not hold the key that the stored"
                    + " secrets were encrypted with. Start with the key ring that this database was used with.");
        }
    }

    private boolean isReadable(Client client) {
        try {
            client.credentials(cipher);
            return true;
        } catch (Undecryptable e) {
            return false;
        }
    }
}
