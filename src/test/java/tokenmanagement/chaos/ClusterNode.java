package tokenmanagement.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import tokenmanagement.run.LocalServer;

/** One server of a {@link Cluster}, a process of its own that can be treated badly. */
public final class ClusterNode {
    private final String name;
    private final int port;
    private final Path directory;
    private final Map<String, String> settings;
    private LocalServer server;
    private int starts;

    ClusterNode(String name, int port, Path directory, Map<String, String> settings) {
        this.name = name;
        this.port = port;
        this.directory = directory;
        this.settings = new HashMap<>(settings);
        this.settings.put("TOKEN_MANAGEMENT_PUBLIC_URL", address().toString());
        // outlives the process, as a disk does
        this.settings.put(
                "TOKEN_MANAGEMENT_SPOOL_DIR",
                directory.resolve(name + "-spool").toAbsolutePath().toString());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String name() {
        return name;
    }

    /** Starts the process; {@link #awaitReady()} waits until it answers. */
    public void start() {
        start(Map.of());
    }

    /** @param changed settings for this and all later starts */
    public synchronized void start(Map<String, String> changed) {
        settings.putAll(changed);
        starts++;
        try {
            server = LocalServer.start(
                    Path.of(System.getProperty("it.payara.jar")),
                    Path.of(System.getProperty("it.war")),
                    port,
                    home(),
                    settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void awaitReady() {
        try {
            server.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Without a word of warning (SIGKILL). */
    public synchronized void kill() {
        // not Process.destroyForcibly(): that closes the pipe, and the server's last words would be lost
        server.process().toHandle().destroyForcibly();
        ended();
    }

    /** As an operator does (SIGTERM); waits for the end. */
    public synchronized void stop() {
        server.stop();
        ended();
    }

    /** SIGSTOP: the process stands still and knows nothing of it. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    public synchronized boolean isAlive() {
        return server != null && server.process().isAlive();
    }

    /** Of its last start. */
    String log() {
        try {
            return Files.readString(home().resolve("payara.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void signal(String name) {
        try {
            new ProcessBuilder(
                            "kill", "-" + name, String.valueOf(server.process().pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for each start, so that no log is overwritten. */
    private Path home() {
        return directory.resolve(name + "-" + starts);
    }

    /** Lets go of the shell that watches the server's input, and deletes what Payara unpacks at each start. */
    private void ended() {
        server.process().onExit().join();
        try {
            server.process().getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileUtils.deleteQuietly(home().resolve("tmp").toFile());
    }
}
