package tokenmanagement.google;

import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What came over the wire, unjudged.
 *
 * @param headers found by name whatever their case
 * @param body empty when it did not arrive whole
 * @param defect why the body is not whole: {@code oversized}, or in what way the call broke off behind the headers
 */
record HttpAnswer(int status, HttpHeaders headers, byte[] body, Optional<String> defect) {
    static final String OVERSIZED = "oversized";

    static HttpAnswer broken(int status, HttpHeaders headers, String defect) {
        return new HttpAnswer(status, headers, new byte[0], Optional.of(defect));
    }

    /** RFC 8259 §8.1 knows no other charset than UTF-8, so parameters of the media type say nothing. */
    boolean isJson() {
        return headers.firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0].strip())
                .filter("application/json"::equalsIgnoreCase)
                .isPresent();
    }

    /** Neither body nor headers: both can hold secrets. */
    @Override
    public String toString() {
        return "HttpAnswer[status=" + status + ", bytes=" + body.length + "]";
    }
}
