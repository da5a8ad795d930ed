package tokenmanagement.support;

import java.net.URI;
import java.nio.file.Path;

/** What the build hands to the container tests: system properties {@code it.*} and the service's own settings. */
final class Given {
    private Given() {}

    static String property(String name) {
        return present("system property " + name, System.getProperty(name));
    }

    static int port(String name) {
        return Integer.parseInt(property("it." + name + ".port"));
    }

    static Path path(String name) {
        return Path.of(property("it." + name));
    }

    /** A setting of the service; the server inherits the same environment. */
    static String setting(String name) {
        return present("environment variable TOKEN_MANAGEMENT_" + name, System.getenv("TOKEN_MANAGEMENT_" + name));
    }

    static URI address(String name) {
        return URI.create(setting(name));
    }

    private static String present(String what, String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(what + " is missing: run the container tests through scripts/it");
        }
        return value;
    }
}
