package tokenmanagement.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void takenPortIsRefusedWithTheVariableThatChangesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Ports.requireFree(taken.getLocalPort(), RunSettings.HTTP_PORT))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("TOKEN_MANAGEMENT_HTTP_PORT");
        }
    }

    @Test
    void portTakenOnAllAddressesIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> Ports.requireFree(taken.getLocalPort(), RunSettings.HTTP_PORT))
                    .isInstanceOf(StartRefused.class);
        }
    }

    @Test
    void freePortIsFreeAfterTheCheck() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThatCode(() -> {
                    Ports.requireFree(port, RunSettings.HTTP_PORT);
                    Ports.requireFree(port, RunSettings.HTTP_PORT);
                })
                .doesNotThrowAnyException();
    }
}
