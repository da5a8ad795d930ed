package tokenmanagement.run;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Runs the whole service on this machine until Ctrl-C: PostgreSQL, the stand-in for Google, Payara Micro with the WAR.
 *
 * <p>It runs in Maven's own process, so that Maven waits at Ctrl-C until everything has stopped, and adds no lines of
 * its own when the start is refused.
 */
public final class RunCommand {
    private static final Duration SLOWEST_START = Duration.ofMinutes(3);

    private final Path jar;
    private final Path war;
    private final Progress progress;
    private final Parts parts;
    private final RunSettings settings;
    private final ServiceEnvironment environment;
    private final List<String> mistakes = new ArrayList<>();
    /** Held, not used: the lock is gone when nobody knows the channel any more. */
    private FileChannel lock;

    private RunCommand(Path project, Path jar, Path war, UnaryOperator<String> given, Progress progress) {
        this.jar = jar;
        this.war = war;
        this.progress = progress;
        this.parts = new Parts(progress);
        this.settings = RunSettings.read(given, project, mistakes);
        this.environment = new ServiceEnvironment(given);
    }

    /** @param arguments the project's directory, payara-micro.jar, the WAR */
    public static void main(String[] arguments) {
        RunCommand command = new RunCommand(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                System::getenv,
                Progress.onTerminal());
        Runtime.getRuntime().addShutdownHook(new Thread(command.parts::stop, "stop"));
        System.exit(command.run());
    }

    private int run() {
        try {
            prepare();
            startAndWait();
        } catch (StartRefused e) {
            if (!parts.isStopping()) {
                progress.line("\n" + e.getMessage());
            }
        } catch (Exception e) {
            progress.line("\nThe run command failed:");
            e.printStackTrace();
        }
        return 1;
    }

    /** Everything that can be found wrong before anything is started. */
    private void prepare() throws StartRefused {
        try {
            environment.supply(new KeptSecrets(settings.directory()), settings.httpPort());
            environment.supplySpool(settings.directory().resolve("spool"));
            lock = RunLock.of(settings.directory());
        } catch (IOException e) {
            throw new StartRefused(
                    "The directory " + settings.directory() + " cannot be used (" + e + "). Choose another one with "
                            + RunSettings.DIRECTORY + ".",
                    e);
        }
        mistakes.addAll(environment.mistakes());
        if (!mistakes.isEmpty()) {
            throw new StartRefused("The settings hold mistakes:\n  - " + String.join("\n  - ", mistakes));
        }
        Ports.requireFree(settings.httpPort(), RunSettings.HTTP_PORT);
        if (environment.wantsStandIn()) {
            Ports.requireFree(settings.standInPort(), RunSettings.STAND_IN_PORT);
        }
    }

    private void startAndWait() throws Exception {
        progress.line("\nToken Management starts; data, keys and logs are in " + settings.directory() + "\n");
        if (environment.wantsDatabase()) {
            startDatabase();
        }
        Optional<URI> standIn = environment.wantsStandIn() ? Optional.of(startStandIn()) : Optional.empty();
        PayaraMicro payara = startPayara();
        progress.line(FirstSteps.text(environment, settings.directory(), standIn));
        System.gc(); // the build has left some 300 MB in this process, which only waits from here on
        int status = payara.process().waitFor();
        throw new StartRefused("Payara Micro ended by itself with exit code " + status + "; see " + payaraLog());
    }

    private void startDatabase() throws Exception {
        long start = System.nanoTime();
        tell("PostgreSQL", "starting ...");
        LocalDatabase database = parts.start("PostgreSQL", () -> LocalDatabase.start(settings.directory()));
        environment.supplyDatabase(database.port());
        tell("PostgreSQL", "ready in " + Progress.since(start) + " on 127.0.0.1:" + database.port());
    }

    private URI startStandIn() throws Exception {
        long start = System.nanoTime();
        tell("Stand-in", "starting ...");
        Path grants = settings.directory().resolve("stand-in-grants.json");
        StandInGoogle google = parts.start(
                "Stand-in",
                () -> new StandInGoogle(settings.standInPort(), Duration.ofHours(1), StandInGrants.keptIn(grants)));
        environment.supply(google);
        tell("Stand-in", "ready in " + Progress.since(start) + " on " + google.address());
        return google.address();
    }

    private PayaraMicro startPayara() throws Exception {
        long start = System.nanoTime();
        tell("Payara Micro", "starting, takes 10 to 30 s ...");
        ServerLog log = new ServerLog(line -> progress.line("    | " + line));
        PayaraMicro payara =
                parts.start("Payara Micro", () -> PayaraMicro.start(jar, war, settings, environment.supplied(), log));
        URI address = URI.create("http://127.0.0.1:" + settings.httpPort());
        try {
            new Readiness(address.resolve("/health/ready"), payara.process(), log, SLOWEST_START)
                    .await(what -> tell("Payara Micro", what));
        } catch (StartRefused e) {
            String reasons = String.join("\n  - ", log.reasons());
            throw new StartRefused(
                    e.getMessage() + " What the server said:\n  - " + reasons + "\nAll of it is in " + payaraLog(), e);
        }
        tell("Payara Micro", "ready in " + Progress.since(start) + " on " + address);
        return payara;
    }

    private void tell(String part, String what) {
        if (!parts.isStopping()) {
            progress.step(part, what);
        }
    }

    private Path payaraLog() {
        return settings.directory().resolve("payara.log");
    }
}
