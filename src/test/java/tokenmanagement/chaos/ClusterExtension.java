package tokenmanagement.chaos;

import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster of three nodes for all scenarios: a start costs half a minute. Each finds all three alive and well. */
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
                .getOrComputeIfAbsent(Cluster.class, type -> warm(Cluster.start(3, Map.of())), Cluster.class);
        cluster.nodes().stream().filter(node -> !node.isAlive()).forEach(ClusterNode::start);
        cluster.nodes().forEach(ClusterNode::awaitReady);
        cluster.authorizationServer().begin(Behaviour.of(Ledger.Rotation.NONE), 0);
        cluster.nodes().forEach(node -> patiently().until(() -> refreshes(cluster, node)));
        return cluster;
    }

    /** A server that has just started takes seconds for what takes milliseconds later. */
    private static Cluster warm(Cluster cluster) {
        cluster.authorizationServer().begin(Behaviour.of(Ledger.Rotation.NONE), 0);
        for (ClusterNode node : cluster.nodes()) {
            List<String> branches = PlantedBranches.in(cluster).plant(60, Duration.ZERO);
            Reads.each(branches, List.of(node));
            Reads.each(branches, List.of(node));
        }
        return cluster;
    }

    /** What a scenario before this one did to the authorization server has opened circuit breakers. */
    private static boolean refreshes(Cluster cluster, ClusterNode node) {
        List<String> branches = PlantedBranches.in(cluster).plant(1, Duration.ZERO);
        return Reads.each(branches, List.of(node)).containsKey("200");
    }
}
