package tokenmanagement.google;

import jakarta.enterprise.context.Dependent;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import tokenmanagement.google.TokenResponse.Kind;

/**
 * HTTP calls that end: within a deadline over everything from connect to the last byte, within {@value #MAX_BODY}
 * bytes of body, at the address they were sent to, and after one try.
 */
@Dependent
class BoundedHttpClient {
    static final int MAX_BODY = 64 * 1024;
    static final String TLS_FAILED = "tls_failed";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http;

    BoundedHttpClient() throws NoSuchAlgorithmException {
        this(SSLContext.getDefault());
    }

    BoundedHttpClient(SSLContext trust) {
        SSLParameters tls = new SSLParameters();
        tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        tls.setEndpointIdentificationAlgorithm("HTTPS");
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(trust)
                .sslParameters(tls)
                .build();
    }

    /** A read, of which it does not matter whether it left. */
    HttpAnswer get(URI address, Duration deadline) throws CallFailed {
        return call(request(address).GET().build(), () -> true, deadline);
    }

    /** A form in a body (RFC 6749 §4.1.3). */
    HttpAnswer post(URI address, byte[] form, Duration deadline) throws CallFailed {
        WatchedBody body = new WatchedBody(form);
        HttpRequest request = request(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body)
                .build();
        return call(request, body::wasAskedFor, deadline);
    }

    /** Compressed answers are not asked for, because a small one can inflate to anything. */
    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "token-management");
    }

    private HttpAnswer call(HttpRequest request, BooleanSupplier left, Duration deadline) throws CallFailed {
        AtomicReference<HttpResponse.ResponseInfo> head = new AtomicReference<>();
        CompletableFuture<HttpResponse<byte[]>> pending = http.sendAsync(request, info -> {
            head.set(info);
            return new CappedBody(MAX_BODY);
        });
        String word;
        try {
            return answer(pending.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            word = left.getAsBoolean() ? "timeout" : "connect_timeout";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            word = "interrupted";
        } catch (ExecutionException e) {
            word = word(e.getCause(), left.getAsBoolean());
        } finally {
            // closes the connection when the call is not over; HttpRequest.timeout would let a dripping body go on
            pending.cancel(true);
        }
        if (head.get() != null) {
            return HttpAnswer.broken(head.get().statusCode(), head.get().headers(), word);
        }
        throw new CallFailed(left.getAsBoolean() ? Kind.AMBIGUOUS : Kind.NOT_SENT, word);
    }

    private static HttpAnswer answer(HttpResponse<byte[]> response) {
        if (response.body().length > MAX_BODY) {
            return HttpAnswer.broken(response.statusCode(), response.headers(), HttpAnswer.OVERSIZED);
        }
        return new HttpAnswer(response.statusCode(), response.headers(), response.body(), Optional.empty());
    }

    private static String word(Throwable cause, boolean left) {
        if (cause instanceof SSLException) {
            return TLS_FAILED;
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "connect_timeout";
        }
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return "unknown_host";
        }
        return left && !(cause instanceof ConnectException) ? "no_answer" : "connect_failed";
    }
}
