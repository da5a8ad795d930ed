package tokenmanagement.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What {@link FakeGoogle} does once it has read a request: an answer, or a way of not answering. */
@FunctionalInterface
public interface FakeReply {
    /** Leaves the connection open for the next request, or closes it. */
    void to(Socket connection) throws IOException;

    static FakeReply json(int status, String body) {
        return answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static FakeReply html(int status, String body) {
        return answer(status, Map.of("Content-Type", "text/html"), body);
    }

    static FakeReply answer(int status, Map<String, String> headers, String body) {
        return answer(status, headers, body.getBytes(UTF_8));
    }

    static FakeReply answer(int status, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (status != 204) {
            all.put("Content-Length", String.valueOf(body.length));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head(status, all).getBytes(UTF_8));
        whole.writeBytes(body);
        return connection -> write(connection, whole.toByteArray());
    }

    /** Exactly these characters, then the end of the connection. */
    static FakeReply raw(String text) {
        return connection -> {
            write(connection, text.getBytes(UTF_8));
            connection.close();
        };
    }

    /** The request was read, the connection ends without a byte. */
    static FakeReply drop() {
        return Socket::close;
    }

    /** Not a byte until the other side gives up. */
    static FakeReply silence() {
        return connection -> {
            while (connection.getInputStream().read() >= 0) {
                continue;
            }
        };
    }

    /** The whole answer, but one byte at a time. */
    static FakeReply drip(String head, String body, Duration pause) {
        return connection -> {
            write(connection, head.getBytes(UTF_8));
            for (byte next : body.getBytes(UTF_8)) {
                LockSupport.parkNanos(pause.toNanos());
                write(connection, new byte[] {next});
            }
        };
    }

    /** The head, then the same piece again and again until the other side hangs up. */
    static FakeReply endless(String head, String piece) {
        return connection -> {
            write(connection, head.getBytes(UTF_8));
            while (true) {
                write(connection, piece.getBytes(UTF_8));
            }
        };
    }

    static String head(int status, Map<String, String> headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static void write(Socket connection, byte[] bytes) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(bytes);
        out.flush();
    }
}
