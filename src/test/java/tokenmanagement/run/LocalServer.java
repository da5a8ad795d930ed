package tokenmanagement.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One server process of several, started as the run command starts its own. */
public final class LocalServer {
    private static final Duration SLOWEST_START = Duration.ofMinutes(4);

    private final PayaraMicro payara;
    private final ServerLog log;
    private final URI address;
    private final Path directory;

    private LocalServer(PayaraMicro payara, ServerLog log, URI address, Path directory) {
        this.payara = payara;
        this.log = log;
        this.address = address;
        this.directory = directory;
    }

    /**
     * Returns when the process runs, long before it answers.
     *
     * @param directory for its log and what it unpacks
     * @param environment to add to that of this process
     */
    public static LocalServer start(Path jar, Path war, int port, Path directory, Map<String, String> environment)
            throws IOException {
        OwnerOnly.directory(directory);
        ServerLog log = new ServerLog(line -> {});
        PayaraMicro payara = PayaraMicro.start(jar, war, new RunSettings(port, 0, directory), environment, log);
        return new LocalServer(payara, log, URI.create("http://127.0.0.1:" + port), directory);
    }

    public void awaitReady() throws InterruptedException {
        try {
            new Readiness(address.resolve("/health/ready"), payara.process(), log, SLOWEST_START).await(waiting -> {});
        } catch (StartRefused e) {
            throw new IllegalStateException(e.getMessage() + " Read " + directory + ": " + log.reasons(), e);
        }
    }

    public Process process() {
        return payara.process();
    }

    /** As an operator does (SIGTERM). */
    public void stop() {
        payara.close();
    }
}
