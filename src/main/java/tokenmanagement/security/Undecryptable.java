package tokenmanagement.security;

import jakarta.ejb.ApplicationException;

/** One stored secret cannot be decrypted: its row was tampered with, or its key is missing. That row alone fails. */
@ApplicationException(rollback = true)
public class Undecryptable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecryptable(SecretCipher.Place place, String key) {
        super("cannot decrypt " + place + ", encrypted with key " + key
                + ": the row was changed outside the service, or the key ring is not the one it was written with");
    }
}
