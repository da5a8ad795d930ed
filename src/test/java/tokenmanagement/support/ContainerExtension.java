package tokenmanagement.support;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestEnricher;

/** Teaches Arquillian to share one server among all test classes, and to fill {@link Provided} fields. */
public class ContainerExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(SharedServer.class).service(TestEnricher.class, SurroundingsEnricher.class);
        if (Given.property("arquillian.launch").equals("payara-server")) {
            builder.service(DeployableContainer.class, PayaraServer.class);
        }
    }
}
