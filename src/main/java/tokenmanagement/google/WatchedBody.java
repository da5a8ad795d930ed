package tokenmanagement.google;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request, knowing whether the connection has ever asked for it.
 *
 * <p>That happens after connect and TLS handshake, behind the request's headers: as long as it has not, no secret has
 * left and nothing can have been done with it on the other side.
 */
final class WatchedBody implements HttpRequest.BodyPublisher {
    private final HttpRequest.BodyPublisher bytes;
    private volatile boolean asked;

    WatchedBody(byte[] bytes) {
        this.bytes = HttpRequest.BodyPublishers.ofByteArray(bytes);
    }

    boolean wasAskedFor() {
        return asked;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        asked = true;
        bytes.subscribe(subscriber);
    }
}
