package tokenmanagement.platform;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@link Settings} from the environment, where {@code NAME_FILE} may name a mounted file in place of
 * {@code NAME}, and collects every mistake before it refuses.
 */
public final class SettingsReader {
    static final String PREFIX = "TOKEN_MANAGEMENT_";
    private static final Pattern RATE_LIMIT = Pattern.compile("([0-9]{1,7})/([0-9]{1,4})s");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final UnaryOperator<String> environment;
    private final List<String> mistakes = new ArrayList<>();

    private SettingsReader(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** The environment of the process; a system property stands in where several run in one JVM. */
    public static String environment(String name) {
        String value = System.getenv(name);
        return value == null ? System.getProperty(name) : value;
    }

    /** @throws InvalidSettings with all mistakes, each with name, rule and example, none with the value */
    public static Settings read(UnaryOperator<String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        Settings settings = reader.settings();
        if (!reader.mistakes.isEmpty()) {
            throw new InvalidSettings(reader.mistakes);
        }
        return settings;
    }

    private Settings settings() {
        Optional<String> clientId = value("GOOGLE_CLIENT_ID");
        Optional<Secret> clientSecret = value("GOOGLE_CLIENT_SECRET").map(Secret::of);
        if (clientId.isPresent() != clientSecret.isPresent()) {
            mistakes.add("GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET must be set both or none."
                    + " Example: 1234-abc.apps.googleusercontent.com, /run/secrets/google_client_secret");
        }
        return new Settings(
                required(
                        PREFIX + "DATABASE_URL",
                        DatabaseUrl::parse,
                        "postgresql://user:password@host[:port][,host2…]/database[?sslmode=verify-full…]",
                        "postgresql://token_user:token_password@localhost:5435/token_service_db"),
                required(
                        PREFIX + "ENCRYPTION_KEYS",
                        SettingsReader::encryptionKeys,
                        "id:base64-of-32-bytes[,id:…], ids of 1 to 32 letters, digits, - _ . and each only once",
                        "2026-11:$(openssl rand -base64 32)"),
                optional(
                        PREFIX + "PUBLIC_URL",
                        "http://localhost:8084",
                        SettingsReader::publicUrl,
                        "https (http only on a loopback name), host and port, nothing behind it",
                        "https://tokens.example.com"),
                value(PREFIX + "ADMIN_API_KEY")
                        .flatMap(key -> checked(
                                PREFIX + "ADMIN_API_KEY",
                                key,
                                SettingsReader::apiKey,
                                "32 to 512 visible ASCII characters",
                                "$(openssl rand -hex 32)")),
                value(PREFIX + "ADMIN_USER").orElse("admin"),
                value(PREFIX + "ADMIN_PASSWORD")
                        .flatMap(password -> checked(
                                PREFIX + "ADMIN_PASSWORD",
                                password,
                                SettingsReader::password,
                                "12 to 256 characters",
                                "$(openssl rand -base64 18)")),
                optional(PREFIX + "OPEN_LOGIN", "true", SettingsReader::bool, "true or false", "false"),
                google(),
                optional(
                        PREFIX + "REFRESH_INTERVAL",
                        "PT10S",
                        text -> duration(text, Duration.ofSeconds(1), Duration.ofHours(1)),
                        "an ISO 8601 duration from PT1S to PT1H",
                        "PT10S"),
                optional(
                        PREFIX + "REFRESH_CONCURRENCY",
                        "32",
                        text -> integer(text, 1, 1024),
                        "a whole number from 1 to 1024",
                        "32"),
                optional(
                        PREFIX + "SPOOL_DIR",
                        "~/.token-management/spool",
                        SettingsReader::directory,
                        "an absolute path, or one that begins with ~/ for the home of the service's account",
                        "/var/lib/token-management/spool"),
                optional(
                        PREFIX + "RATE_LIMIT",
                        "600/60s",
                        SettingsReader::rateLimit,
                        "requests/seconds with an s behind: 1 to 1000000 requests in 1 to 3600 seconds",
                        "600/60s"),
                optional(
                        PREFIX + "AUDIT_RETENTION",
                        "P400D",
                        text -> duration(text, Duration.ofDays(1), Duration.ofDays(3660)),
                        "an ISO 8601 duration from P1D to P3660D",
                        "P400D"),
                clientId,
                clientSecret);
    }

    private Settings.Google google() {
        return new Settings.Google(
                endpoint("ISSUER", "https://accounts.google.com"),
                endpoint("AUTHORIZATION_ENDPOINT", "https://accounts.google.com/o/oauth2/v2/auth"),
                endpoint("TOKEN_ENDPOINT", "https://oauth2.googleapis.com/token"),
                endpoint("REVOCATION_ENDPOINT", "https://oauth2.googleapis.com/revoke"),
                endpoint("JWKS_URI", "https://www.googleapis.com/oauth2/v3/certs"),
                optional(
                        PREFIX + "GOOGLE_TIMEOUT",
                        "PT10S",
                        text -> duration(text, Duration.ofMillis(100), Duration.ofSeconds(30)),
                        "an ISO 8601 duration from PT0.1S to PT30S",
                        "PT10S"));
    }

    private URI endpoint(String name, String fallback) {
        return optional(
                PREFIX + "GOOGLE_" + name,
                fallback,
                SettingsReader::endpoint,
                "an https address (http only on a loopback name) without query, fragment or user info",
                fallback);
    }

    private <T> T required(String name, Function<String, T> parser, String rule, String example) {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            mistakes.add(name + " is not set: " + rule + ". Example: " + example);
            return null;
        }
        return checked(name, value.get(), parser, rule, example).orElse(null);
    }

    private <T> T optional(String name, String fallback, Function<String, T> parser, String rule, String example) {
        return checked(name, value(name).orElse(fallback), parser, rule, example)
                .orElseGet(() -> parser.apply(fallback));
    }

    private <T> Optional<T> checked(
            String name, String value, Function<String, T> parser, String rule, String example) {
        try {
            return Optional.of(parser.apply(value));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            // only name, rule and example: what the parser says may quote the value
            mistakes.add(name + " must be " + rule + ". Example: " + example);
            return Optional.empty();
        }
    }

    /** A variable that is set to nothing counts as not set, as compose files do it. */
    private Optional<String> value(String name) {
        Optional<String> direct = Optional.ofNullable(environment.apply(name)).filter(text -> !text.isEmpty());
        Optional<String> file =
                Optional.ofNullable(environment.apply(name + "_FILE")).filter(text -> !text.isEmpty());
        if (direct.isPresent() && file.isPresent()) {
            mistakes.add(name + " and " + name + "_FILE are both set: keep one. Example: " + exampleFile(name));
            return direct;
        }
        return file.isPresent() ? file.flatMap(path -> content(name, path)) : direct;
    }

    private Optional<String> content(String name, String path) {
        try {
            String content = Files.readString(Path.of(path)).strip();
            if (!content.isEmpty()) {
                return Optional.of(content);
            }
            mistakes.add(name + "_FILE must not name an empty file. Example: " + exampleFile(name));
        } catch (IOException | IllegalArgumentException e) {
            mistakes.add(name + "_FILE must name a readable UTF-8 file. Example: " + exampleFile(name));
        }
        return Optional.empty();
    }

    private static String exampleFile(String name) {
        return name + "_FILE=/run/secrets/" + name.toLowerCase(Locale.ROOT);
    }

    private static List<Settings.EncryptionKey> encryptionKeys(String text) {
        List<Settings.EncryptionKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            String id = entry.substring(0, Math.max(colon, 0)).strip();
            String key = entry.substring(colon + 1).strip();
            require(id.matches("[A-Za-z0-9._-]{1,32}") && ids.add(id));
            require(Base64.getDecoder().decode(key).length == 32);
            keys.add(new Settings.EncryptionKey(id, Secret.of(key)));
        }
        return List.copyOf(keys);
    }

    private static URI publicUrl(String text) {
        URI uri = endpoint(text);
        require(uri.getPath() == null
                || uri.getPath().isEmpty()
                || uri.getPath().equals("/"));
        return URI.create(uri.getScheme() + "://" + uri.getAuthority());
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            require(uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null);
            require("https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }

    private static Secret apiKey(String text) {
        require(text.matches("[\\x21-\\x7e]{32,512}"));
        return Secret.of(text);
    }

    private static Secret password(String text) {
        require(text.length() >= 12 && text.length() <= 256);
        return Secret.of(text);
    }

    private static boolean bool(String text) {
        require(text.equals("true") || text.equals("false"));
        return Boolean.parseBoolean(text);
    }

    private static Duration duration(String text, Duration least, Duration most) {
        Duration duration = Duration.parse(text);
        require(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
        return duration;
    }

    private static int integer(String text, int least, int most) {
        int number = Integer.parseInt(text);
        require(number >= least && number <= most);
        return number;
    }

    private static Path directory(String text) {
        Path path = Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
        require(path.isAbsolute());
        return path.normalize();
    }

    private static Settings.RateLimit rateLimit(String text) {
        Matcher matcher = RATE_LIMIT.matcher(text);
        require(matcher.matches());
        return new Settings.RateLimit(
                integer(matcher.group(1), 1, 1_000_000), Duration.ofSeconds(integer(matcher.group(2), 1, 3600)));
    }

    private static void require(boolean rule) {
        if (!rule) {
            throw new IllegalArgumentException("rule broken");
        }
    }
}
