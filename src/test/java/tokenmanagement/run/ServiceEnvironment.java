package tokenmanagement.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tokenmanagement.platform.InvalidSettings;
import tokenmanagement.platform.SettingsReader;

/** The environment the service gets: what the person set, and for everything else what the run command supplies. */
final class ServiceEnvironment {
    private static final String PREFIX = "TOKEN_MANAGEMENT_";
    static final String DATABASE_URL = PREFIX + "DATABASE_URL";
    static final String ADMIN_USER = PREFIX + "ADMIN_USER";
    static final String API_KEY = PREFIX + "ADMIN_API_KEY";
    static final String PASSWORD = PREFIX + "ADMIN_PASSWORD";
    private static final String PUBLIC_URL = PREFIX + "PUBLIC_URL";
    private static final String SPOOL_DIR = PREFIX + "SPOOL_DIR";
    private static final String ENCRYPTION_KEYS = PREFIX + "ENCRYPTION_KEYS";
    private static final List<String> ENDPOINTS =
            List.of("ISSUER", "AUTHORIZATION_ENDPOINT", "TOKEN_ENDPOINT", "REVOCATION_ENDPOINT", "JWKS_URI");

    private final UnaryOperator<String> given;
    private final Map<String, String> supplied = new LinkedHashMap<>();

    ServiceEnvironment(UnaryOperator<String> given) {
        this.given = given;
    }

    /** Whether the person set it, directly or as a file. */
    boolean isGiven(String name) {
        return Stream.of(name, name + "_FILE").map(given).anyMatch(value -> value != null && !value.isEmpty());
    }

    boolean wantsDatabase() {
        return !isGiven(DATABASE_URL);
    }

    /** One endpoint of an own authorization server is enough: the stand-in would only be half in use. */
    boolean wantsStandIn() {
        return ENDPOINTS.stream().noneMatch(endpoint -> isGiven(PREFIX + "GOOGLE_" + endpoint));
    }

    void supply(KeptSecrets secrets, int httpPort) throws IOException {
        supplyFile(ENCRYPTION_KEYS, secrets.encryptionKeys());
        supplyFile(API_KEY, secrets.apiKey());
        supplyFile(PASSWORD, secrets.password());
        if (!isGiven(PUBLIC_URL)) {
            supplied.put(PUBLIC_URL, "http://localhost:" + httpPort);
        }
    }

    void supplySpool(Path directory) {
        if (!isGiven(SPOOL_DIR)) {
            supplied.put(SPOOL_DIR, directory.toAbsolutePath().toString());
        }
    }

    void supplyDatabase(int port) {
        supplied.put(DATABASE_URL, "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres");
    }

    void supply(StandInGoogle google) {
        supplied.put(PREFIX + "GOOGLE_ISSUER", google.issuer().toString());
        supplied.put(
                PREFIX + "GOOGLE_AUTHORIZATION_ENDPOINT",
                google.authorizationEndpoint().toString());
        supplied.put(PREFIX + "GOOGLE_TOKEN_ENDPOINT", google.tokenEndpoint().toString());
        supplied.put(
                PREFIX + "GOOGLE_REVOCATION_ENDPOINT",
                google.revocationEndpoint().toString());
        supplied.put(PREFIX + "GOOGLE_JWKS_URI", google.jwksUri().toString());
    }

    /** To add to the environment of this process. */
    Map<String, String> supplied() {
        return Map.copyOf(supplied);
    }

    String value(String name) {
        return supplied.getOrDefault(name, given.apply(name));
    }

    /** What the service itself would refuse at its start, found before anything is started. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        Map<String, String> later = wantsDatabase() ? Map.of(DATABASE_URL, "postgresql://u:p@localhost/d") : Map.of();
        try {
            SettingsReader.read(name -> later.getOrDefault(name, value(name)));
        } catch (InvalidSettings e) {
            e.getMessage()
                    .lines()
                    .skip(1)
                    .map(line -> line.replaceFirst("^\\s*- ", ""))
                    .forEach(mistakes::add);
        }
        return mistakes;
    }

    /** The content of a secret that the run command made; empty when the person brought an own one. */
    Optional<Path> supplied(String name) {
        return Optional.ofNullable(supplied.get(name + "_FILE")).map(Path::of);
    }

    private void supplyFile(String name, Path file) {
        if (!isGiven(name)) {
            supplied.put(name + "_FILE", file.toString());
        }
    }
}
