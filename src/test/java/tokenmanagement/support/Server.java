package tokenmanagement.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** The one server under test: its address, and the ways in which it can go down and come back. */
public final class Server {
    private final Runnable start;
    private final Runnable stop;
    private final URI address = Given.address("PUBLIC_URL");

    Server(Runnable start, Runnable stop) {
        this.start = start;
        this.stop = stop;
    }

    public URI address() {
        return address;
    }

    public URI address(String path) {
        return address.resolve(path);
    }

    /** Payara Micro ends with its deployment. */
    boolean livesByItsDeployment() {
        return Given.property("arquillian.launch").equals("payara-micro");
    }

    /** Stops the server as an operator does, and starts it again. */
    public void restart() {
        Optional<ProcessHandle> process = process();
        stop.run();
        process.ifPresent(Server::awaitEnd);
        start.run();
    }

    /** Kills the server without a word of warning (SIGKILL), and starts it again. */
    public void crash() {
        kill();
        stop.run();
        start.run();
    }

    /** Only kills it. */
    public void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            awaitEnd(process);
        });
    }

    boolean isAlive() {
        return process().isPresent();
    }

    /** @throws IllegalStateException with the place of the log, when the application does not come up */
    void awaitReady() {
        TokenApi api = new TokenApi(address, Optional.empty());
        try {
            await().atMost(Patience.FOR_A_SERVER)
                    .until(() -> accepts() && api.get("/health/ready").status() == 200);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the application is not ready at " + address + ": read " + Logs.file(), e);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whatever starts the server in between, the JVM that has no other below it is the server. */
    private static Optional<ProcessHandle> process() {
        return ProcessHandle.current()
                .descendants()
                .filter(Server::isJvm)
                .filter(process -> process.descendants().noneMatch(Server::isJvm))
                .findAny();
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.isAlive() && process.info().command().orElse("").endsWith("/java");
    }

    private static void awaitEnd(ProcessHandle process) {
        await().atMost(Patience.FOR_A_SERVER).until(() -> !process.isAlive());
    }
}
