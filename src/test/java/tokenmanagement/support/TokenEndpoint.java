package tokenmanagement.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The token endpoint that the service under test knows. It passes everything on to the stand-in, but for the client
 * ids, and tokens to revoke, of which a test has said otherwise; each test has its own, so that none disturbs another.
 */
public final class TokenEndpoint implements AutoCloseable {
    private static final int BODY_LIMIT = 64 * 1024;

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private TokenEndpoint(HttpServer server) {
        this.server = server;
    }

    static TokenEndpoint start(int port, URI token, URI revocation) {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            TokenEndpoint endpoint = new TokenEndpoint(HttpServer.create(new InetSocketAddress(loopback, port), 0));
            endpoint.serve("/token", passOn(token));
            endpoint.serve("/revoke", passOn(revocation));
            endpoint.server.setExecutor(endpoint.threads);
            endpoint.server.start();
            return endpoint;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Script of(Branch branch) {
        return of(branch.googleClientId());
    }

    /** What a revocation of this token is answered: it names no client. */
    public Script ofToken(String token) {
        return of(token);
    }

    private Script of(String googleClientIdOrToken) {
        return scripts.computeIfAbsent(googleClientIdOrToken, id -> new Script());
    }

    private void serve(String path, Reply standIn) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT);
                Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
                send(
                        exchange,
                        of(form.getOrDefault("client_id", form.getOrDefault("token", "")))
                                .reply(form)
                                .to(form, standIn));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void send(HttpExchange exchange, Reply.Raw raw) throws IOException {
        if (raw.status() == 0) {
            return;
        }
        byte[] body = raw.body().getBytes(StandardCharsets.UTF_8);
        raw.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(raw.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Reply passOn(URI target) {
        return (form, standIn) -> {
            String body = form.entrySet().stream()
                    .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                    .collect(Collectors.joining("&"));
            Answer answer = TokenApi.send(HttpRequest.newBuilder(target)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body)));
            return new Reply.Raw(answer.status(), Map.of("Content-Type", answer.contentType()), answer.body());
        };
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.isEmpty() ? new String[0] : body.split("&")) {
            String[] field = pair.split("=", 2);
            form.put(decode(field[0]), field.length == 1 ? "" : decode(field[1]));
        }
        return form;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
