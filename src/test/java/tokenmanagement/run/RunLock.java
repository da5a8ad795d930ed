package tokenmanagement.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One run at a time in a directory. */
final class RunLock {
    private RunLock() {}

    /** @return holds the lock as long as it is open; the system gives it back even when the process is killed */
    static FileChannel of(Path directory) throws IOException, StartRefused {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new StartRefused("Another run is using " + directory
                    + ". Stop that one, or choose another directory with " + RunSettings.DIRECTORY + ".");
        }
        return channel;
    }
}
