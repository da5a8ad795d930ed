package tokenmanagement.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import okhttp3.Headers;

/** The kinds of answers the stand-in gives. */
final class StandInAnswer {
    private StandInAnswer() {}

    static OAuth2HttpResponse json(int status, ObjectNode body) {
        return answer(
                status,
                body.toPrettyString(),
                Headers.of("Content-Type", "application/json; charset=utf-8", "Cache-Control", "no-store"));
    }

    /** RFC 6749 §5.2. */
    static OAuth2HttpResponse error(int status, String error, String description) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return json(status, body.put("error", error).put("error_description", description));
    }

    /** No {@code form-action}: Chromium applies it to the redirect that follows the form, too. */
    static OAuth2HttpResponse html(int status, String page) {
        return answer(
                status,
                page,
                Headers.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Cache-Control",
                        "no-store",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
                        "Referrer-Policy",
                        "no-referrer"));
    }

    static OAuth2HttpResponse redirect(String location) {
        return answer(302, "", Headers.of("Location", location, "Cache-Control", "no-store"));
    }

    static byte[] bytes(OAuth2HttpResponse answer) {
        if (answer.getBytesBody() != null) {
            return answer.getBytesBody();
        }
        return answer.getBody() == null ? new byte[0] : answer.getBody().getBytes(StandardCharsets.UTF_8);
    }

    private static OAuth2HttpResponse answer(int status, String body, Headers headers) {
        return new OAuth2HttpResponse(headers, status, body, null);
    }
}
