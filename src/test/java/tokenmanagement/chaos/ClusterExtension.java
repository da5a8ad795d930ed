package tokenmanagement.chaos;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster of three nodes for all scenarios: a start costs half a minute. Each finds all three nodes alive. */
final class ClusterExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // closed by JUnit after the last test
        Cluster cluster = test.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Cluster.class, type -> Cluster.start(3, Map.of()), Cluster.class);
        cluster.nodes().stream().filter(node -> !node.isAlive()).forEach(ClusterNode::start);
        cluster.nodes().forEach(ClusterNode::awaitReady);
        return cluster;
    }
}
