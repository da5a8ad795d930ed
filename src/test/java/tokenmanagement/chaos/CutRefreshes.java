package tokenmanagement.chaos;

import static tokenmanagement.support.Patience.patiently;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tokenmanagement.support.Database;
import tokenmanagement.support.FakeReply;

/**
 * Kills a node (SIGKILL) between the authorization server's answer and the commit, as many refreshes at once as the
 * node makes.
 *
 * <p>It needs no door in the service: when the requests have arrived, a lock on the rows of {@code tokens} keeps every
 * commit away, then the answers go out, and when their last byte is written the node dies.
 */
final class CutRefreshes {
    private final Cluster cluster;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final CountDownLatch locked = new CountDownLatch(1);

    private CutRefreshes(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param branches expired ones, at most as many as the node refreshes at once */
    static void between(Cluster cluster, ClusterNode node, List<String> branches, Behaviour how) {
        CutRefreshes cut = new CutRefreshes(cluster);
        cluster.authorizationServer().goOn(how.answer((entry, reply) -> cut.held(reply)));
        branches.forEach(branch -> Reads.read(node, branch));
        patiently().until(() -> cut.arrived.get() == branches.size());
        cut.killUnderLock(node, branches.size());
        cluster.authorizationServer().goOn(how);
    }

    private FakeReply held(FakeReply reply) {
        return connection -> {
            arrived.incrementAndGet();
            try {
                locked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            reply.to(connection);
            answered.incrementAndGet();
        };
    }

    private void killUnderLock(ClusterNode node, int count) {
        Database database = cluster.database();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM tokens FOR UPDATE");
            locked.countDown();
            patiently().until(() -> answered.get() == count && waitsForTheLock(database));
            node.kill();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At least one has read its answer and wants to commit; the others are on their way. */
    private static boolean waitsForTheLock(Database database) {
        return !database.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .isEmpty();
    }
}
