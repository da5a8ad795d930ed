package tokenmanagement.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The stand-in's pages: one file each under {@code stand-in/}, where {@code {{name}}} is replaced. */
final class StandInPages {
    private StandInPages() {}

    /** @param problem what was wrong with the last try; empty at first */
    static String signIn(ConsentRequest consent, URI issuer, String problem) {
        String scopes = Arrays.stream(consent.scope().split(" "))
                .map(scope -> "<li>" + escape(scope) + "</li>")
                .collect(Collectors.joining());
        return page(
                "Sign in",
                "sign-in.html",
                Map.of(
                        "client", escape(consent.clientId()),
                        "destination", escape(consent.redirectUri().getAuthority()),
                        "scopes", scopes,
                        "email", escape(consent.loginHint().orElse("")),
                        "problem", escape(problem),
                        "decline", escape(consent.refusal(issuer.toString()))));
    }

    /** What a person sees who was sent here with a request that Google would refuse, too. */
    static String refusal(String reason) {
        return page("Request refused", "refusal.html", Map.of("reason", escape(reason)));
    }

    static String home(URI issuer) {
        return page("Stand-in for Google", "home.html", Map.of("issuer", escape(issuer.toString())));
    }

    private static String page(String title, String name, Map<String, String> values) {
        String content = read(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            content = content.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return read("frame.html").replace("{{title}}", title).replace("{{content}}", content);
    }

    private static String read(String name) {
        try (InputStream page = StandInPages.class.getResourceAsStream("/stand-in/" + name)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("{", "&#123;");
    }
}
