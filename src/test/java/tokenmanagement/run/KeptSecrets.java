package tokenmanagement.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Secrets that are made at the first start and found again at every later one, one file each. */
final class KeptSecrets {
    private final Path directory;

    KeptSecrets(Path directory) throws IOException {
        OwnerOnly.directory(directory);
        this.directory = directory;
    }

    /** An id and 32 random bytes, as {@code TOKEN_MANAGEMENT_ENCRYPTION_KEYS} wants them. */
    Path encryptionKeys() throws IOException {
        return kept("encryption-keys", () -> "run:" + RandomText.base64(32));
    }

    Path apiKey() throws IOException {
        return kept("admin-api-key", () -> RandomText.hex(32));
    }

    Path password() throws IOException {
        return kept("admin-password", () -> RandomText.readable(5));
    }

    private Path kept(String name, Supplier<String> make) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            // written beside and moved, so that a start that is interrupted here leaves no half of a key
            Path next = directory.resolve(name + ".next");
            OwnerOnly.write(next, make.get());
            Files.move(next, file);
        }
        return file;
    }
}
