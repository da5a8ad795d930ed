package tokenmanagement.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import tokenmanagement.support.Database;
import tokenmanagement.support.Postgres;

/**
 * Real servers that share one real PostgreSQL and one {@link StrictAuthorizationServer}. What they write lies in {@code
 * target/it/cluster}.
 *
 * <p>Settings come from the environment that the build gives to the container tests, with what differs on top.
 */
public final class Cluster implements AutoCloseable {
    /** A long deadline: on a loaded machine the default loses answers, and with them strict grants. */
    private static final Map<String, String> SETTINGS = Map.of(
            "TOKEN_MANAGEMENT_GOOGLE_TIMEOUT", "PT20S",
            "TOKEN_MANAGEMENT_REFRESH_INTERVAL", "PT1S",
            "TOKEN_MANAGEMENT_RATE_LIMIT", "1000000/60s");

    private final StrictAuthorizationServer authorizationServer = new StrictAuthorizationServer();
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Postgres postgres;

    private Cluster(Path directory, int size, Map<String, String> changed) throws IOException {
        FileUtils.deleteDirectory(directory.toFile());
        postgres = Postgres.start(Integer.getInteger("it.database.port"), directory.resolve("postgres"));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(authorizationServer.settings());
        settings.putAll(changed);
        for (int number = 1; number <= size; number++) {
            nodes.add(new ClusterNode("node" + number, freePort(), directory, settings));
        }
    }

    /** Starts all nodes at once and waits until each answers. */
    public static Cluster start(int size, Map<String, String> changed) {
        try {
            Cluster cluster = new Cluster(Path.of(System.getProperty("it.directory"), "cluster"), size, changed);
            try {
                cluster.nodes.forEach(ClusterNode::start);
                cluster.nodes.forEach(ClusterNode::awaitReady);
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<ClusterNode> nodes() {
        return List.copyOf(nodes);
    }

    /** @param number from 1 */
    public ClusterNode node(int number) {
        return nodes.get(number - 1);
    }

    public StrictAuthorizationServer authorizationServer() {
        return authorizationServer;
    }

    public Postgres postgres() {
        return postgres;
    }

    public Database database() {
        return postgres.database();
    }

    /** Below the range from which the kernel takes the ports of outgoing connections. */
    private static int freePort() {
        Random random = new Random();
        while (true) {
            int port = random.nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // taken
            }
        }
    }

    @Override
    public void close() throws IOException {
        nodes.stream().filter(ClusterNode::isAlive).forEach(ClusterNode::kill);
        authorizationServer.close();
        postgres.close();
    }
}
