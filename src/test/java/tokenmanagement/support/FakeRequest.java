package tokenmanagement.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request as it came over the wire.
 *
 * @param headers by name whatever its case
 * @param body as it was sent, still form-encoded
 */
public record FakeRequest(String method, String target, Map<String, String> headers, String body) {

    /** Empty when the connection ended before another request. */
    static Optional<FakeRequest> read(InputStream in) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        String[] lines = head.split("\r\n");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        String[] line = lines[0].split(" ");
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return Optional.of(new FakeRequest(line[0], line[1], headers, new String(in.readNBytes(length), UTF_8)));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 && head.size() > 0) {
                throw new EOFException("a request broke off in its head");
            }
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    public String path() {
        return target.split("\\?", 2)[0];
    }

    public Map<String, String> form() {
        return parameters(body);
    }

    /** @throws IllegalArgumentException when a parameter comes twice (RFC 6749 §3.2 forbids it) */
    public static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            String before = parameters.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
            if (before != null) {
                throw new IllegalArgumentException("twice: " + parts[0]);
            }
        }
        return parameters;
    }
}
