package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.StrictJson;
import tokenmanagement.security.SecretCipher;

/**
 * Answers that wait on this node's disk for the database: one encrypted file each, on the disk when {@link #keep}
 * returns, readable by the service's account alone, gone when the database has it.
 *
 * <p>A file that cannot be read is set aside under another name: it is neither deleted nor in anybody's way.
 */
@ApplicationScoped
public class Spool {
    private static final Logger LOG = Logger.getLogger(Spool.class.getName());
    private static final String ENDING = ".answer";
    private static final Pattern NAME = Pattern.compile("\\d+-\\d+-\\d+\\" + ENDING);

    @Inject
    Settings settings;

    @Inject
    SecretCipher cipher;

    private final NavigableSet<String> names = new ConcurrentSkipListSet<>();

    /** Takes stock of what an earlier run left behind. Without a directory the service runs, but says so. */
    void open() {
        Path directory = settings.spoolDirectory();
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            try (Stream<Path> files = Files.list(directory)) {
                files.map(file -> file.getFileName().toString())
                        .filter(NAME.asMatchPredicate())
                        .forEach(names::add);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(
                    Level.WARNING,
                    "no spool: an answer that comes while the database is away does not outlive this process. Let"
                            + " TOKEN_MANAGEMENT_SPOOL_DIR name a directory that the service's account owns",
                    e);
        }
    }

    /** The names of the answers that wait. */
    List<String> waiting() {
        return List.copyOf(names);
    }

    /** Those for this pair: while there is one, the authorization server has answered, and is not to be asked again. */
    List<String> waiting(long clientId, long generation) {
        String start = clientId + "-" + generation + "-";
        return names.tailSet(start).stream()
                .takeWhile(name -> name.startsWith(start))
                .toList();
    }

    /** @return the name to {@link #remove} it by; empty when the disk did not take it */
    Optional<String> keep(SpooledAnswer answer) {
        String name = answer.clientId() + "-" + answer.generation() + "-" + answer.fence() + ENDING;
        byte[] content = cipher.encrypt(answer.text(), place(name));
        try (FileChannel file = FileChannel.open(
                settings.spoolDirectory().resolve(name),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
            forceDirectory();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.SEVERE, "an answer could not be spooled branch=" + answer.branchId(), e);
            return Optional.empty();
        }
        names.add(name);
        return Optional.of(name);
    }

    /** Without this a crash of the machine may forget the file, though not its content. */
    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(settings.spoolDirectory(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** @return empty when the file is gone, or was set aside because it cannot be read */
    Optional<SpooledAnswer> read(String name) {
        try {
            byte[] content = Files.readAllBytes(settings.spoolDirectory().resolve(name));
            return Optional.of(SpooledAnswer.read(cipher.decrypt(content, place(name))));
        } catch (NoSuchFileException e) {
            // another thread has replayed it meanwhile
            names.remove(name);
            return Optional.empty();
        } catch (IOException | StrictJson.Malformed | RuntimeException e) {
            // whatever is wrong with one file, the others are read; no cause in the log, it may quote the text
            setAside(name, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    void setAside(String name, String reason) {
        names.remove(name);
        Path file = settings.spoolDirectory().resolve(name);
        LOG.log(Level.SEVERE, "a spooled answer was set aside file={0} reason={1}", new Object[] {file, reason});
        try {
            Files.move(file, file.resolveSibling(name + ".set-aside"));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a spooled answer could not be renamed file=" + file, e);
        }
    }

    void remove(String name) {
        names.remove(name);
        try {
            Files.deleteIfExists(settings.spoolDirectory().resolve(name));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a spooled answer could not be removed: replaying it again is harmless", e);
        }
    }

    private static SecretCipher.Place place(String name) {
        return new SecretCipher.Place("spool", "answer", name);
    }
}
