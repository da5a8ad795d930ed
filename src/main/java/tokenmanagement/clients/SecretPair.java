package tokenmanagement.clients;

import java.util.Optional;
import java.util.function.Supplier;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.security.Undecryptable;

/** A registration's client secrets: the present one and, until that has been accepted, the one before it. */
record SecretPair(Optional<Secret> current, Optional<Secret> previous) {
    /** One that cannot be read counts as absent: it is lost already, and a change is what mends the row. */
    static SecretPair of(Client client, SecretCipher cipher) {
        return new SecretPair(
                readable(() -> Optional.of(client.credentials(cipher))),
                readable(() -> client.previousCredentials(cipher)));
    }

    private static Optional<Secret> readable(Supplier<Optional<ClientCredentials>> credentials) {
        try {
            return credentials.get().map(ClientCredentials::clientSecret);
        } catch (Undecryptable e) {
            return Optional.empty();
        }
    }

    /**
     * With a new present one. While a previous one is stored, the present one was never accepted: then that one gives
     * way, so that the one that works is never lost to a second typing error.
     */
    SecretPair replacedBy(Secret secret) {
        if (current.filter(secret::equals).isPresent()) {
            return this;
        }
        boolean keepsPrevious =
                previous.filter(stored -> !stored.equals(secret)).isPresent();
        return new SecretPair(Optional.of(secret), keepsPrevious ? previous : current);
    }
}
