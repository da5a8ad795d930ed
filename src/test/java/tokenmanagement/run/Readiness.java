package tokenmanagement.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until the application answers, and no longer than it can still come. */
final class Readiness {
    private static final int HTTP_OK = 200;
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final Duration REPORT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PROBE).build();
    private final URI address;
    private final Process process;
    private final ServerLog log;
    private final Duration limit;

    /**
     * @param address answers 200 when the application is ready
     * @param limit for a machine that is very slow
     */
    Readiness(URI address, Process process, ServerLog log, Duration limit) {
        this.address = address;
        this.process = process;
        this.log = log;
        this.limit = limit;
    }

    /**
     * The server's own health page may answer before the application is there: so its log has to say, too, that the
     * application was deployed.
     *
     * @param waiting told every few seconds how long it has been
     */
    void await(Consumer<String> waiting) throws StartRefused, InterruptedException {
        long start = System.nanoTime();
        Duration reported = Duration.ZERO;
        while (!log.isDeployed() || status() != HTTP_OK) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
                throw new StartRefused("Payara Micro ended with exit code " + process.exitValue() + ".");
            }
            if (log.hasFailed()) {
                throw new StartRefused("The application was not deployed.");
            }
            if (elapsed.compareTo(limit) > 0) {
                throw new StartRefused("The application is not ready after " + limit.toSeconds() + " s.");
            }
            if (elapsed.minus(reported).compareTo(REPORT) >= 0) {
                reported = elapsed;
                waiting.accept("still starting, " + elapsed.toSeconds() + " s");
            }
        }
    }

    private int status() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(PROBE).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            // not listening yet; the caller decides how long that may last
            return 0;
        }
    }
}
