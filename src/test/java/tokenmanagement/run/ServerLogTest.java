package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerLogTest {
    private static final String READY =
            "2026-11-22 17:45:06.424 INFO PayaraMicro: Payara Micro 6.2025.10 (build 42) ready in 4,515 (ms)";

    private final List<String> shown = new ArrayList<>();
    private final ServerLog log = new ServerLog(shown::add);

    @Test
    void serverThatListsTheApplicationHasDeployedIt() {
        lines("                \"Context Root\": \"/\"");
        assertThat(log.isDeployed()).isFalse();

        lines(READY);

        assertThat(log.isDeployed()).isTrue();
        assertThat(log.hasFailed()).isFalse();
    }

    @Test
    void serverThatIsReadyWithoutTheApplicationHasFailed() {
        lines("        \"Deployed\": [", "        ]", READY);

        assertThat(log.hasFailed()).isTrue();
        assertThat(log.isDeployed()).isFalse();
    }

    @Test
    void personSeesWarningsAndWhatTheServiceSaysButNoStackTrace() {
        lines(
                "2026-11-22 17:45:01.935 INFO jakarta.enterprise.web: Created virtual server server",
                "2026-11-22 17:45:02.000 INFO tokenmanagement.platform.DatabaseMigration: database schema is up to date",
                "2026-11-22 17:45:03.000 WARNING org.example: something is odd",
                "java.lang.IllegalStateException: deep down",
                "\tat org.example.Odd.method(Odd.java:1)",
                "2026-11-22 17:45:04.000 WARNING org.example: a.key.without.text");

        assertThat(shown)
                .containsExactly("17:45:02 INFO database schema is up to date", "17:45:03 WARNING something is odd");
    }

    @Test
    void listOfMistakesIsShownInFull() {
        lines(
                "2026-11-22 17:45:02.000 SEVERE tokenmanagement.platform.TokenDataSource: The application does not start.",
                "  - TOKEN_MANAGEMENT_ENCRYPTION_KEYS is not set");

        assertThat(shown)
                .containsExactly(
                        "17:45:02 SEVERE The application does not start.",
                        "  - TOKEN_MANAGEMENT_ENCRYPTION_KEYS is not set");
    }

    @Test
    void reasonIsTheInnermostCauseOnce() {
        lines(
                "java.sql.SQLException: Error in allocating a connection. Cause: Connection refused",
                "Caused by: com.sun.PoolingException: Connection refused",
                "Caused by: java.net.ConnectException: Connection refused");

        assertThat(log.reasons()).containsExactly("Connection refused");
    }

    private void lines(String... lines) {
        Stream.of(lines).forEach(log::line);
    }
}
