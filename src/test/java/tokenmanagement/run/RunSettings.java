package tokenmanagement.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What only the run command knows.
 *
 * @param directory data, keys and logs; a relative one lies in the project
 */
record RunSettings(int httpPort, int standInPort, Path directory) {
    static final String HTTP_PORT = "TOKEN_MANAGEMENT_HTTP_PORT";
    static final String STAND_IN_PORT = "TOKEN_MANAGEMENT_STAND_IN_PORT";
    static final String DIRECTORY = "TOKEN_MANAGEMENT_RUN_DIR";

    /** @param mistakes gets one line for each */
    static RunSettings read(UnaryOperator<String> environment, Path project, List<String> mistakes) {
        int httpPort = port(environment, HTTP_PORT, 8084, mistakes);
        int standInPort = port(environment, STAND_IN_PORT, 9090, mistakes);
        if (httpPort == standInPort && mistakes.isEmpty()) {
            mistakes.add(HTTP_PORT + " and " + STAND_IN_PORT + " must differ");
        }
        String directory = value(environment, DIRECTORY).orElse(".run");
        return new RunSettings(httpPort, standInPort, project.resolve(directory).normalize());
    }

    private static int port(UnaryOperator<String> environment, String name, int fallback, List<String> mistakes) {
        String text = value(environment, name).orElse(String.valueOf(fallback));
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) < 65536) {
            return Integer.parseInt(text);
        }
        mistakes.add(name + " must be a port number from 1 to 65535. Example: " + fallback);
        return fallback;
    }

    private static Optional<String> value(UnaryOperator<String> environment, String name) {
        return Optional.ofNullable(environment.apply(name)).filter(text -> !text.isEmpty());
    }
}
