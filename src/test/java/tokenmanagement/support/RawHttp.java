package tokenmanagement.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes on a socket, for requests that no decent client can send. */
public final class RawHttp {
    private static final Pattern LENGTH = Pattern.compile("(?is)\r\nContent-Length: (\\d+)(?:\r\n[^\r\n]+)*\r\n\r\n");

    private RawHttp() {}

    /** Sends the text, {@code \n} as CRLF, and returns the answer. */
    public static String exchange(URI server, String request) {
        return exchange(server, request, 0);
    }

    /** From another address of this machine: on Linux all of 127.0.0.0/8 are its own. */
    public static String exchange(URI server, String request, InetAddress from) {
        try (Socket socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort(), from, 0)) {
            socket.setSoTimeout((int) Patience.FOR_AN_ANSWER.toMillis());
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on with chunks of a body for as long as the server takes them, up to a limit. */
    public static String exchange(URI server, String head, int chunks) {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout((int) Patience.FOR_AN_ANSWER.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            sendChunks(out, chunks);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sendChunks(OutputStream out, int chunks) throws IOException {
        byte[] chunk = ("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            for (int i = 0; i < chunks; i++) {
                out.write(chunk);
            }
        } catch (SocketException e) {
            // the server has heard enough: its answer is waiting
            return;
        }
    }

    /** Until the announced length has come, or the server closes. */
    private static String read(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                if (isComplete(answer)) {
                    return answer.toString();
                }
            }
        } catch (SocketException e) {
            // closed with unread input: what came before is the answer
            return answer.toString();
        }
        return answer.toString();
    }

    private static boolean isComplete(CharSequence answer) {
        Matcher announced = LENGTH.matcher(answer);
        return announced.find() && answer.length() >= announced.end() + Integer.parseInt(announced.group(1));
    }
}
