package tokenmanagement.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tokenmanagement.support.Database;

/** How a storm ends, and what must be true when it has. */
final class Quiet {
    /** A lease that a killed node has left behind, a pause after a failure, and some. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private Quiet() {}

    /** The timers look no more, and nobody holds a lease any longer. */
    static void settle(Cluster cluster) {
        Database database = cluster.database();
        database.update("UPDATE tokens SET next_refresh_at = clock_timestamp() + interval '1 day'");
        await().atMost(LONGEST).until(() -> database.rows("SELECT 1 FROM tokens WHERE lease_until > clock_timestamp()")
                .isEmpty());
        // a refresh that was running when the plan was changed has planned the next one
        database.update("UPDATE tokens SET next_refresh_at = clock_timestamp() + interval '1 day'");
    }

    /** As if the leases that a dead node has left behind had run out: the short form does not wait for that. */
    static void endLeases(Cluster cluster) {
        cluster.database().update("UPDATE tokens SET lease_until = clock_timestamp() WHERE lease_until IS NOT NULL");
    }

    /** As if the authorization server had refused more than a minute ago: the next refusal is believed. */
    static void refusedAMinuteAgo(Cluster cluster) {
        cluster.database()
                .update("UPDATE tokens SET refused_at = refused_at - interval '61 seconds', retry_at = NULL"
                        + " WHERE refused_at IS NOT NULL");
    }

    /** Branches that wait for a person, with the word that the service has for it. */
    static List<Map<String, Object>> needAPerson(Cluster cluster) {
        return cluster.database()
                .rows("SELECT c.branch_id, t.last_error FROM tokens t JOIN clients c ON c.id = t.client_id"
                        + " WHERE t.status <> 'ACTIVE'");
    }
}
