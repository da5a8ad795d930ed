package tokenmanagement.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether a port can be had on loopback. */
final class Ports {
    private static final int MILLIS = 200;

    private Ports() {}

    /** @param variable what to set for another one */
    static void requireFree(int port, String variable) throws StartRefused {
        if (!canBind(port) || answersOnIpv6(port)) {
            throw new StartRefused("Port " + port + " of this machine is taken by another program."
                    + " Stop that one (is an earlier run still there?), or choose another port with " + variable + ".");
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Browsers try ::1 first for localhost: whoever listens there would be asked in place of the service. */
    private static boolean answersOnIpv6(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("::1"), port), MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
