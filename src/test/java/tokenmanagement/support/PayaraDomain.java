package tokenmanagement.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** A copy of the domain that Payara Server ships with, on loopback and on ports of our own. */
final class PayaraDomain {
    private PayaraDomain() {}

    static void copy(Path original, Path domain) {
        try {
            FileUtils.deleteDirectory(domain.toFile());
            FileUtils.copyDirectory(original.toFile(), domain.toFile());
            Path file = domain.resolve("config/domain.xml");
            Files.writeString(file, onLoopback(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hazelcast and JMS listen on every address of the machine and are of no use here: both stay off. */
    private static String onLoopback(String text) throws IOException {
        int start = text.indexOf("<config name=\"server-config\"");
        int end = text.indexOf("</config>", start);
        String config = text.substring(start, end)
                .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                .replace("<network-listener port", "<network-listener address=\"127.0.0.1\" port")
                .replace(
                        "<hazelcast-config-specific-configuration>",
                        "<hazelcast-config-specific-configuration enabled=\"false\">")
                .replace(
                        "<iiop-service>",
                        "<jms-service type=\"DISABLED\" default-jms-host=\"none\"><jms-host name=\"none\"/></jms-service><iiop-service>");
        for (Map.Entry<String, Integer> port : ports().entrySet()) {
            config = config.replace("port=\"" + port.getKey() + "\"", "port=\"" + port.getValue() + "\"");
        }
        return text.substring(0, start) + config + text.substring(end);
    }

    private static Map<String, Integer> ports() throws IOException {
        return Map.of(
                "8080",
                Given.port("http"),
                "8181",
                Given.port("https"),
                "4848",
                Given.port("management"),
                "3700",
                freePort(),
                "3820",
                freePort(),
                "3920",
                freePort(),
                "8686",
                freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
