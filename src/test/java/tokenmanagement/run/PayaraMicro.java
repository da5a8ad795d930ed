package tokenmanagement.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Payara Micro with the WAR as an own process, on loopback only. */
final class PayaraMicro implements AutoCloseable {
    private static final long LOG_LIMIT = 20_000_000;
    private static final int STOP_SECONDS = 15;

    /**
     * Ctrl-C goes to every process of the terminal: this one ignores it and waits for its turn. The other half waits for
     * the end of its input, which comes when the run command dies, even by SIGKILL: then it ends the server.
     */
    private static final String CHILD =
            "trap '' INT; exec 3<&0; (cat <&3; kill $$) >/dev/null 2>&1 & exec \"$@\" 3<&- </dev/null";

    private final Process process;

    private PayaraMicro(Process process) {
        this.process = process;
    }

    /**
     * @param jar payara-micro.jar
     * @param environment to add to that of this process
     * @param log gets every line the server writes
     */
    static PayaraMicro start(Path jar, Path war, RunSettings settings, Map<String, String> environment, ServerLog log)
            throws IOException {
        Path directory = settings.directory();
        Path temporary = emptied(directory.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(command(jar, war, settings.httpPort(), temporary))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        BoundedLog file = new BoundedLog(directory.resolve("payara.log"), LOG_LIMIT);
        Process process = builder.start();
        Thread reader = new Thread(() -> read(process, file, log), "payara-log");
        reader.setDaemon(true);
        reader.start();
        return new PayaraMicro(process);
    }

    private static List<String> command(Path jar, Path war, int port, Path temporary) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", CHILD, "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                jar.toString(),
                "--nohazelcast",
                "--disablephonehome"));
        command.addAll(List.of("--contextroot", "/", "--port", String.valueOf(port)));
        command.addAll(List.of(
                "--prebootcommandfile",
                resource("/payara-micro/preboot.txt", temporary).toString(),
                "--logproperties",
                resource("/run/logging.properties", temporary).toString(),
                "--deploy",
                war.toString()));
        return command;
    }

    Process process() {
        return process;
    }

    /** Ends it as an operator would (SIGTERM), while the database still answers. */
    @Override
    public void close() {
        // not Process.destroy(): that closes the pipe, and the server's last words would be lost
        process.toHandle().destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private static void read(Process process, BoundedLog file, ServerLog log) {
        try (file;
                BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.line(line);
                log.line(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path resource(String name, Path directory) throws IOException {
        Path file = directory.resolve(Path.of(name).getFileName());
        try (InputStream content = PayaraMicro.class.getResourceAsStream(name)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** What a killed run left behind: Payara unpacks itself at every start. */
    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> old = Files.walk(directory)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        OwnerOnly.directory(directory);
        return directory;
    }
}
