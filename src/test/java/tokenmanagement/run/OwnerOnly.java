package tokenmanagement.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that nobody but their owner can read, from the moment they exist. */
final class OwnerOnly {
    private OwnerOnly() {}

    /** Creates the directory, or takes the rights of everybody else away from an existing one. */
    static void directory(Path directory) throws IOException {
        var rights = PosixFilePermissions.fromString("rwx------");
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(directory, rights);
            return;
        }
        Files.createDirectories(directory.toAbsolutePath().getParent());
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(rights));
    }

    /** Replaces what stood there. */
    static void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }
}
