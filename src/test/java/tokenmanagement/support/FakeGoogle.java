package tokenmanagement.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A scripted authorization server on 127.0.0.1: it answers with what {@link #answers} queued, then with what
 * {@link #otherwise} says, and remembers every request.
 *
 * <p>It speaks on bare sockets, because most of what it must be able to do is no proper HTTP.
 */
public final class FakeGoogle implements AutoCloseable {
    public static final String TOKEN = "/token";
    public static final String KEYS = "/certs";

    private final String scheme;
    private final ServerSocket listener;
    private final Queue<FakeReply> script = new ConcurrentLinkedQueue<>();
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Function<FakeRequest, FakeReply> otherwise = request -> FakeReply.json(404, "{}");

    private FakeGoogle(String scheme, ServerSocketFactory factory) {
        this.scheme = scheme;
        try {
            listener = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("fake-google", this::accept);
    }

    public static FakeGoogle start() {
        return new FakeGoogle("http", ServerSocketFactory.getDefault());
    }

    public static FakeGoogle startWithTls(SSLContext tls) {
        return new FakeGoogle("https", tls.getServerSocketFactory());
    }

    /** Queues one reply. */
    public FakeGoogle answers(FakeReply reply) {
        script.add(reply);
        return this;
    }

    /** Decides where the queue has nothing, for example by path. */
    public FakeGoogle otherwise(Function<FakeRequest, FakeReply> reply) {
        otherwise = reply;
        return this;
    }

    /** All requests that were read to their end, oldest first. */
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    public FakeRequest lastRequest() {
        return requests.get(requests.size() - 1);
    }

    /** How many connections were ever opened. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections are open now. */
    public int open() {
        return connections.size();
    }

    public URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + path);
    }

    /** Points the service at this server. */
    public Map<String, String> settings() {
        return Map.of(
                "TOKEN_MANAGEMENT_GOOGLE_ISSUER", uri("").toString(),
                "TOKEN_MANAGEMENT_GOOGLE_AUTHORIZATION_ENDPOINT", uri("/auth").toString(),
                "TOKEN_MANAGEMENT_GOOGLE_TOKEN_ENDPOINT", uri(TOKEN).toString(),
                "TOKEN_MANAGEMENT_GOOGLE_REVOCATION_ENDPOINT", uri("/revoke").toString(),
                "TOKEN_MANAGEMENT_GOOGLE_JWKS_URI", uri(KEYS).toString());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private Void accept() throws IOException {
        while (true) {
            Socket connection = listener.accept();
            connection.setTcpNoDelay(true);
            accepted.incrementAndGet();
            connections.add(connection);
            run("fake-google-connection", () -> serve(connection));
        }
    }

    private Void serve(Socket connection) throws IOException {
        try (connection) {
            while (!connection.isClosed()) {
                Optional<FakeRequest> request = FakeRequest.read(connection.getInputStream());
                if (request.isEmpty()) {
                    break;
                }
                requests.add(request.get());
                FakeReply next = script.poll();
                (next == null ? otherwise.apply(request.get()) : next).to(connection);
            }
            return null;
        } finally {
            connections.remove(connection);
        }
    }

    /** A failed read or write ends the thread: the other side hung up, or the test is over. */
    private static void run(String name, Callable<Void> work) {
        Thread thread = new Thread(new FutureTask<>(work), name);
        thread.setDaemon(true);
        thread.start();
    }
}
