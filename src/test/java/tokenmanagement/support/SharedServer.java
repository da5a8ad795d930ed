package tokenmanagement.support;

import java.nio.file.Path;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.event.ContainerControlEvent;
import org.jboss.arquillian.container.spi.event.StartContainer;
import org.jboss.arquillian.container.spi.event.StopContainer;
import org.jboss.arquillian.container.spi.event.container.AfterStart;
import org.jboss.arquillian.container.spi.event.container.BeforeStop;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.ApplicationScoped;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Deploys the WAR that ships when the container has started and takes it away before the container stops: one
 * server for all test classes.
 *
 * <p>No test class declares a deployment of its own. Arquillian then runs its tests as a client, and the Payara Micro
 * adapter, which starts a server for every deployment, starts only this one.
 */
public class SharedServer {
    @Inject
    @ApplicationScoped
    private InstanceProducer<Surroundings> surroundings;

    @Inject
    private Instance<ContainerRegistry> containers;

    @Inject
    private Event<ContainerControlEvent> control;

    private final Path file = Given.path("war");
    private final WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, file.toFile());

    /** The database and the authorization server must be there before the application asks for them. */
    public void raiseSurroundings(@Observes(precedence = 100) BeforeSuite event) {
        surroundings.set(Surroundings.raise(new Server(
                () -> control.fire(new StartContainer(container())),
                () -> control.fire(new StopContainer(container())))));
    }

    /** A server whose application does not start is killed: WildFly would take minutes to take the wreck apart. */
    public void deploy(@Observes AfterStart event) throws DeploymentException {
        Server server = surroundings.get().provide(Server.class);
        try {
            event.getDeployableContainer().deploy(war);
            server.awaitReady();
        } catch (DeploymentException | IllegalStateException e) {
            server.kill();
            throw e;
        }
    }

    /** Also what ends Payara Micro, which lives as long as its deployment; after a crash there is nothing to undeploy. */
    public void undeploy(@Observes BeforeStop event) throws DeploymentException {
        Server server = surroundings.get().provide(Server.class);
        if (server.isAlive() || server.livesByItsDeployment()) {
            event.getDeployableContainer().undeploy(war);
        }
    }

    public void clearAway(@Observes(precedence = -100) AfterSuite event) {
        surroundings.get().close();
    }

    private Container<?> container() {
        return containers.get().getContainers().get(0);
    }
}
