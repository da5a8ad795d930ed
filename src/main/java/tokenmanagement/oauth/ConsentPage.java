package tokenmanagement.oauth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import tokenmanagement.platform.Problem;

/** The plain pages that a person sees at the end of a consent: one template, every text in it escaped. */
final class ConsentPage {
    /** Only the service's own style sheet and icon; no script, no frame, no form. */
    static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final String TEMPLATE = template();

    private ConsentPage() {}

    static String connected(ConsentReceipt receipt) {
        String scopes = receipt.scopes().stream()
                .map(scope -> "<li><code>" + escape(scope) + "</code></li>")
                .collect(Collectors.joining("\n"));
        String content = "<p>The branch <strong>" + escape(receipt.branchId())
                + "</strong> is connected. You can close this window.</p>\n<h2>What you allowed</h2>\n<ul>\n" + scopes
                + "\n</ul>";
        return render("good", "Connected", content);
    }

    static String expired() {
        return render(
                "bad",
                "Nothing to show",
                "<p>This page shows the result of a consent for ten minutes. If you want to connect a branch,"
                        + " ask for a new link.</p>");
    }

    /** The same in words as the problem says to a program. */
    static String of(Problem problem) {
        return render(
                "bad",
                problem.title(),
                "<p>" + escape(problem.detail()) + "</p>\n<p class=\"code\">" + problem.status() + " "
                        + escape(problem.code())
                        + (problem.members().get("incident") instanceof String incident ? " " + escape(incident) : "")
                        + "</p>");
    }

    private static String render(String mood, String title, String content) {
        return TEMPLATE.replace("${mood}", mood)
                .replace("${title}", escape(title))
                .replace("${content}", content);
    }

    /** For element content and quoted attributes alike. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String template() {
        try (InputStream in = ConsentPage.class.getResourceAsStream("consent-page.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
