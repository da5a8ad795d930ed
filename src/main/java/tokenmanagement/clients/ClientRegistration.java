package tokenmanagement.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tokenmanagement.platform.RequestFields;
import tokenmanagement.platform.Secret;
import tokenmanagement.platform.Settings;

/** A registration as a caller asks for it, checked. */
public record ClientRegistration(
        String googleClientId,
        Secret clientSecret,
        String redirectUri,
        String branchId,
        String workspaceEmail,
        String workspaceName,
        List<String> scopes) {
    static final List<String> DEFAULT_SCOPES = List.of("https://www.googleapis.com/auth/business.manage");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");
    /** No control, format, surrogate, private use or unassigned characters, no line or paragraph separators. */
    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");
    /** A branch id is the last part of a path: nothing that ends it there. */
    private static final Pattern BRANCH_ID =
            Pattern.compile("[^\\p{C}\\p{Z}/\\\\?#%;]([^\\p{C}\\p{Zl}\\p{Zp}/\\\\?#%;]*[^\\p{C}\\p{Z}/\\\\?#%;])?");

    /** The first is a route of its own, the others vanish from a path. */
    private static final Set<String> RESERVED_BRANCH_IDS = Set.of("refresh", ".", "..");

    private static final Pattern BLANK = Pattern.compile("\\p{Z}*");
    private static final Pattern EMAIL = Pattern.compile("[^\\p{C}\\p{Z}@<>\"]+@[^\\p{C}\\p{Z}@<>\"]+");
    /** RFC 6749 §3.3. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,256}");

    /** @throws tokenmanagement.platform.ProblemException 422 naming every wrong field */
    static ClientRegistration of(ObjectNode body, Settings settings) {
        RequestFields fields = new RequestFields(body);
        Optional<String> id = fields.text("client_id", within(255, VISIBLE_ASCII), "1 to 255 visible ASCII characters");
        Optional<String> secret =
                fields.text("client_secret", within(512, VISIBLE_ASCII), "1 to 512 visible ASCII characters");
        boolean useDefault = !body.hasNonNull("client_id")
                && !body.hasNonNull("client_secret")
                && settings.defaultClientId().isPresent();
        if (!useDefault) {
            requireBoth(fields, body);
        }
        String redirectUri = fields.requiredText(
                "redirect_uri",
                ClientRegistration::isRedirectUri,
                "an https address (http only on a loopback name) without fragment, user info or wildcard");
        String branchId = fields.requiredText(
                "branch_id",
                within(200, BRANCH_ID).and(text -> !RESERVED_BRANCH_IDS.contains(text)),
                "1 to 200 printable characters without / \\ ? # % ; and without spaces at its ends, and not \"refresh\"");
        String email = fields.requiredText("workspace_email", within(254, EMAIL), "an e-mail address");
        String name = fields.requiredText(
                "workspace_name",
                within(200, PRINTABLE).and(text -> !BLANK.matcher(text).matches()),
                "1 to 200 printable characters");
        List<String> scopes = fields.texts(
                        "scopes", 20, text -> SCOPE.matcher(text).matches(), "1 to 20 scopes (RFC 6749 section 3.3)")
                .orElse(DEFAULT_SCOPES);
        fields.check();
        return new ClientRegistration(
                useDefault ? settings.defaultClientId().orElseThrow() : id.orElseThrow(),
                useDefault ? settings.defaultClientSecret().orElseThrow() : Secret.of(secret.orElseThrow()),
                redirectUri,
                branchId,
                email,
                name,
                List.copyOf(new LinkedHashSet<>(scopes)));
    }

    private static void requireBoth(RequestFields fields, ObjectNode body) {
        for (String name : List.of("client_id", "client_secret")) {
            if (!body.hasNonNull(name)) {
                fields.wrong(name, "is required: 1 visible ASCII character or more");
            }
        }
    }

    private static Predicate<String> within(int most, Pattern pattern) {
        return text -> text.length() <= most && pattern.matcher(text).matches();
    }

    /** RFC 6749 §3.1.2 and RFC 9700 §2.6, as api.md narrows them. */
    static boolean isRedirectUri(String text) {
        if (text.length() > 2000 || !VISIBLE_ASCII.matcher(text).matches() || text.contains("*")) {
            return false;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                return false;
            }
            boolean secure = "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
            return secure && uri.getPort() <= 65535 && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
