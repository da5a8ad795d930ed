package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSecretsTest {
    @TempDir
    private Path parent;

    @Test
    void secondStartFindsTheSecretsOfTheFirst() throws Exception {
        Path directory = parent.resolve("run");
        KeptSecrets first = new KeptSecrets(directory);
        List<String> made = contents(first);

        KeptSecrets second = new KeptSecrets(directory);

        assertThat(contents(second)).isEqualTo(made).doesNotHaveDuplicates();
    }

    @Test
    void nobodyElseCanReadThem() throws Exception {
        Path directory = parent.resolve("run");
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        KeptSecrets secrets = new KeptSecrets(directory);

        assertThat(rights(directory)).isEqualTo("rwx------");
        for (Path file : List.of(secrets.encryptionKeys(), secrets.apiKey(), secrets.password())) {
            assertThat(rights(file)).isEqualTo("rw-------");
        }
    }

    @Test
    void theyHaveTheFormTheServiceAsksFor() throws Exception {
        KeptSecrets secrets = new KeptSecrets(parent.resolve("run"));

        String key = Files.readString(secrets.encryptionKeys());

        assertThat(key).startsWith("run:");
        assertThat(Base64.getDecoder().decode(key.substring("run:".length()))).hasSize(32);
        assertThat(Files.readString(secrets.apiKey())).matches("[0-9a-f]{64}");
        assertThat(Files.readString(secrets.password())).matches("[a-z2-9]{4}(-[a-z2-9]{4}){4}");
    }

    private static List<String> contents(KeptSecrets secrets) throws Exception {
        return List.of(
                Files.readString(secrets.encryptionKeys()),
                Files.readString(secrets.apiKey()),
                Files.readString(secrets.password()));
    }

    private static String rights(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
