package tokenmanagement.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** The JDK's HTTP server in front of the stand-in, on loopback only; unlike the library's own it frees its port at once. */
final class StandInHttp implements AutoCloseable {
    private static final int BODY_LIMIT = 64 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8, task -> {
        Thread thread = new Thread(task, "stand-in");
        thread.setDaemon(true);
        return thread;
    });

    /** What answers one request. */
    interface Handler {
        OAuth2HttpResponse answer(OAuth2HttpRequest request);
    }

    /** @param port 0 for any free one */
    StandInHttp(int port, Handler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, handler));
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            OAuth2HttpResponse answer = handler.answer(request(exchange));
            byte[] body = StandInAnswer.bytes(answer);
            for (String name : answer.getHeaders().names()) {
                exchange.getResponseHeaders().put(name, answer.getHeaders().values(name));
            }
            exchange.sendResponseHeaders(answer.getStatus(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** The address is ours and not the Host header's, so that the issuer is always the same. */
    private OAuth2HttpRequest request(HttpExchange exchange) throws IOException {
        Headers.Builder headers = new Headers.Builder();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-")) {
                values.forEach(value -> headers.addUnsafeNonAscii(name, value));
            }
        });
        String body = new String(exchange.getRequestBody().readNBytes(BODY_LIMIT), StandardCharsets.UTF_8);
        HttpUrl url = HttpUrl.get(address() + exchange.getRequestURI());
        return new OAuth2HttpRequest(headers.build(), exchange.getRequestMethod(), url, body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
