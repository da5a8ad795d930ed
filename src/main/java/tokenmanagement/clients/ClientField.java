package tokenmanagement.clients;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tokenmanagement.platform.RequestFields;

/** The fields of a registration and what they may hold, whether it is made or changed. */
enum ClientField {
    CLIENT_ID("client_id", within(255, Form.VISIBLE_ASCII), "1 to 255 visible ASCII characters"),
    CLIENT_SECRET("client_secret", within(512, Form.VISIBLE_ASCII), "1 to 512 visible ASCII characters"),
    REDIRECT_URI(
            "redirect_uri",
            ClientField::isRedirectUri,
            "an https address (http only on a loopback name) without fragment, user info or wildcard"),
    BRANCH_ID(
            "branch_id",
            within(200, Form.BRANCH_ID).and(text -> !Form.RESERVED_BRANCH_IDS.contains(text)),
            "1 to 200 printable characters without / \\ ? # % ; and without spaces at its ends, and not \"refresh\""),
    WORKSPACE_EMAIL("workspace_email", within(254, Form.EMAIL), "an e-mail address"),
    WORKSPACE_NAME(
            "workspace_name",
            within(200, Form.PRINTABLE).and(text -> !Form.BLANK.matcher(text).matches()),
            "1 to 200 printable characters");

    private final String field;
    private final Predicate<String> valid;
    private final String rule;

    ClientField(String field, Predicate<String> valid, String rule) {
        this.field = field;
        this.valid = valid;
        this.rule = rule;
    }

    /** Absent or null is empty; a mistake is noted. */
    Optional<String> in(RequestFields fields) {
        return fields.text(field, valid, rule);
    }

    /** Absence is a mistake, too. */
    String requiredIn(RequestFields fields) {
        return fields.requiredText(field, valid, rule);
    }

    /** The array {@code scopes} (RFC 6749 §3.3), each once. */
    static Optional<List<String>> scopesIn(RequestFields fields) {
        return fields.texts(
                        "scopes",
                        20,
                        text -> Form.SCOPE.matcher(text).matches(),
                        "1 to 20 scopes (RFC 6749 section 3.3)")
                .map(scopes -> List.copyOf(new LinkedHashSet<>(scopes)));
    }

    private static Predicate<String> within(int most, Pattern pattern) {
        return text -> text.length() <= most && pattern.matcher(text).matches();
    }

    /** RFC 6749 §3.1.2 and RFC 9700 §2.6, and no user info or wildcard either. */
    private static boolean isRedirectUri(String text) {
        if (text.length() > 2000 || !Form.VISIBLE_ASCII.matcher(text).matches() || text.contains("*")) {
            return false;
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                return false;
            }
            boolean secure = "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && Form.LOOPBACK.contains(uri.getHost());
            return secure && uri.getPort() <= 65535 && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** In a class of its own, because an enum's constants are made before its other statics. */
    private static final class Form {
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
        private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,256}");
    }
}
