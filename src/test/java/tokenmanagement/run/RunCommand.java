package tokenmanagement.run;

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

    private final Path project;
    private final Path jar;
    private final Path war;
    private final UnaryOperator<String> given;
    private final Progress progress;
    private final Parts parts;
    /** Held, not used: the lock is gone when nobody knows the channel any more. */
    private FileChannel lock;

    private RunCommand(Path project, Path jar, Path war, UnaryOperator<String> given, Progress progress) {
        this.project = project;
        this.jar = jar;
        this.war = war;
        this.given = given;
        this.progress = progress;
        this.parts = new Parts(progress);
    }

    /** @param arguments the project's directory, payara-micro.jar, the WAR */
    public static void main(String[] arguments) {
        RunCommand command = new RunCommand(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                System::getenv,
                new Progress(System.out));
        Runtime.getRuntime().addShutdownHook(new Thread(command.parts::stop, "stop"));
        System.exit(command.run());
    }

    private int run() {
        try {
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

    private void startAndWait() throws Exception {
        List<String> mistakes = new ArrayList<>();
        RunSettings settings = RunSettings.read(given, project, mistakes);
        ServiceEnvironment environment = new ServiceEnvironment(given);
        environment.supply(new KeptSecrets(settings.directory()), settings.httpPort());
        mistakes.addAll(environment.mistakes());
        if (!mistakes.isEmpty()) {
            throw new StartRefused("The settings hold mistakes:\n  - " + String.join("\n  - ", mistakes));
        }
        requirePorts(settings, environment);
        progress.line("\nToken Management starts; data, keys and logs are in " + settings.directory() + "\n");
        lock = RunLock.of(settings.directory());
        if (environment.wantsDatabase()) {
            environment.supplyDatabase(startDatabase(settings).port());
        }
        Optional<URI> standIn = Optional.empty();
        if (environment.wantsStandIn()) {
            StandInGoogle google = startStandIn(settings);
            environment.supply(google);
            standIn = Optional.of(google.address());
        }
        ServerLog log = new ServerLog(line -> progress.line("    | " + line));
        PayaraMicro payara = startPayara(settings, environment, log);
        progress.line(FirstSteps.text(environment, settings.directory(), standIn));
        int status = payara.process().waitFor();
        throw new StartRefused("Payara Micro ended by itself with exit code " + status + "; see "
                + settings.directory().resolve("payara.log"));
    }

    private static void requirePorts(RunSettings settings, ServiceEnvironment environment) throws StartRefused {
        Ports.requireFree(settings.httpPort(), RunSettings.HTTP_PORT);
        if (environment.wantsStandIn()) {
            Ports.requireFree(settings.standInPort(), RunSettings.STAND_IN_PORT);
        }
    }

    private LocalDatabase startDatabase(RunSettings settings) throws Exception {
        long start = System.nanoTime();
        progress.step("PostgreSQL", "starting ...");
        LocalDatabase database = parts.start("PostgreSQL", () -> LocalDatabase.start(settings.directory()));
        progress.step("PostgreSQL", "ready in " + Progress.since(start) + " on 127.0.0.1:" + database.port());
        return database;
    }

    private StandInGoogle startStandIn(RunSettings settings) throws Exception {
        long start = System.nanoTime();
        progress.step("Stand-in", "starting ...");
        Path grants = settings.directory().resolve("stand-in-grants.json");
        StandInGoogle google = parts.start(
                "Stand-in",
                () -> new StandInGoogle(settings.standInPort(), Duration.ofHours(1), StandInGrants.keptIn(grants)));
        progress.step("Stand-in", "ready in " + Progress.since(start) + " on " + google.address());
        return google;
    }

    private PayaraMicro startPayara(RunSettings settings, ServiceEnvironment environment, ServerLog log)
            throws Exception {
        long start = System.nanoTime();
        progress.step("Payara Micro", "starting, takes 10 to 30 s ...");
        PayaraMicro payara =
                parts.start("Payara Micro", () -> PayaraMicro.start(jar, war, settings, environment.supplied(), log));
        URI health = URI.create("http://127.0.0.1:" + settings.httpPort() + "/health/ready");
        try {
            new Readiness(health, payara.process(), log, SLOWEST_START)
                    .await(what -> progress.step("Payara Micro", what));
        } catch (StartRefused e) {
            String reasons = String.join("\n  - ", log.reasons());
            throw new StartRefused(
                    e.getMessage() + " What the server said:\n  - " + reasons + "\nAll of it is in "
                            + settings.directory().resolve("payara.log"),
                    e);
        }
        progress.step(
                "Payara Micro", "ready in " + Progress.since(start) + " on http://127.0.0.1:" + settings.httpPort());
        return payara;
    }
}
