package tokenmanagement.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Payara Server for Arquillian, driven by asadmin.
 *
 * <p>The adapters that Payara publishes for its server are older than Jakarta EE 10.
 */
public class PayaraServer implements DeployableContainer<PayaraServer.Configuration> {
    private static final String DOMAIN = "it";

    private final Path home = Given.path("payara.home");
    private final Path domains = Given.path("directory").resolve("domains");
    private Process domain;

    /** Everything comes from the build. */
    public static class Configuration implements ContainerConfiguration {
        @Override
        public void validate() {
            Given.path("payara.home");
        }
    }

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    /** From a fresh domain: what was deployed before a crash would be started, too. */
    @Override
    public void start() throws LifecycleException {
        PayaraDomain.copy(home.resolve("glassfish/domains/domain1"), domains.resolve(DOMAIN));
        try {
            domain = asadmin("start-domain", "--verbose", "--domaindir", domains.toString(), DOMAIN);
            await().atMost(Patience.FOR_A_SERVER).until(() -> listens(Given.port("management")));
        } catch (IOException e) {
            throw new LifecycleException("asadmin does not start", e);
        }
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Path file = Given.path("directory").resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        run("deploy", "--force", "--contextroot", "/", "--name", "token-management", file.toString());
        return new ProtocolMetaData();
    }

    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        run("undeploy", "token-management");
    }

    @Override
    public void stop() throws LifecycleException {
        try {
            asadmin("stop-domain", "--domaindir", domains.toString(), DOMAIN).waitFor();
            domain.waitFor();
        } catch (IOException e) {
            throw new LifecycleException("asadmin does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void run(String... command) throws DeploymentException {
        try {
            if (asadmin(command).waitFor() != 0) {
                throw new DeploymentException("asadmin " + command[0] + " failed: read " + Logs.file());
            }
        } catch (IOException e) {
            throw new DeploymentException("asadmin does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its output goes where that of every server goes, see {@link Logs}. */
    private Process asadmin(String... command) throws IOException {
        List<String> line = new ArrayList<>(
                List.of(home.resolve("bin/asadmin").toString(), "--port", Integer.toString(Given.port("management"))));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        Thread reader = new Thread(() -> copy(process.getInputStream()), "asadmin " + command[0]);
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private static void copy(InputStream output) {
        try (output) {
            output.transferTo(System.out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }
}
