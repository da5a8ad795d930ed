package tokenmanagement.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page without Faces, hence without a session: for people who are not signed in, and for errors. */
final class PlainPage {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";
    private static final String TEMPLATE = template("plain-page.html");

    private PlainPage() {}

    /** @param content HTML made of the service's own words only */
    static void write(HttpServletResponse response, String title, String content) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentType("text/html;charset=UTF-8");
        String page = TEMPLATE.replace("${title}", title).replace("${content}", content);
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    static String template(String name) {
        try (InputStream in = PlainPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
