package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/**
 * Clients that take their time (fault 18): whoever has shown no key holds no thread.
 *
 * <p>When such a connection is closed is the server's setting, and that of the proxy before it (docs/faults.md).
 */
@ExtendWith(ArquillianExtension.class)
class SlowClientIT {
    private static final int MANY = 300;
    /** Fewer than WildFly has workers: each such body keeps one until the listener's read-timeout. */
    private static final int FEW = 8;

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Logs logs;

    @Provided
    private Server server;

    private final List<Socket> slow = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void headersThatNeverEndHoldUpNobody() throws IOException {
        Branch branch = branches.connected();

        for (int i = 0; i < MANY; i++) {
            send("GET /token-management/tokens/" + branch.id() + " HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        }

        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void aBodyThatNeverComesHoldsUpNobody() throws IOException {
        Branch branch = branches.connected();

        for (int i = 0; i < FEW; i++) {
            send("POST /token-management/clients HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 60000\r\n\r\n{");
        }

        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    /** Each asks for more than the buffers hold; and when they hang up, that is no news. */
    @Test
    void whoeverNeverReadsHoldsUpNobodyAndFillsNoLog() throws IOException {
        Branch branch = branches.connected();
        String request = "GET /token-management/tokens/" + branch.id() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        long before = stackTraces();

        for (int i = 0; i < 10; i++) {
            send(request.repeat(2000));
        }
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
        hangUp();
        for (int i = 0; i < 20; i++) {
            assertThat(api.token(branch.id()).status()).isEqualTo(200);
        }

        assertThat(stackTraces() - before).isLessThan(1000);
    }

    /** Lines of them. */
    private long stackTraces() {
        return logs.lines().stream().filter(line -> line.startsWith("\tat ")).count();
    }

    /** From another address than all other tests: whoever knocks so often is known soon. */
    private void send(String text) throws IOException {
        Socket socket = new Socket();
        slow.add(socket);
        socket.setReceiveBufferSize(1024);
        socket.bind(new InetSocketAddress("127.0.0.66", 0));
        socket.connect(new InetSocketAddress(
                server.address().getHost(), server.address().getPort()));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
