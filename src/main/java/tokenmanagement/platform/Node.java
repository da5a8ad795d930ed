package tokenmanagement.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** This server among those that share the database: the name under which it holds leases, and appears in
 * the history and in the audit trail. */
@ApplicationScoped
public class Node {
    private final String name = host() + "-" + UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong batches = new AtomicLong();

    public String name() {
        return name;
    }

    /** A name that no other batch of leases has. */
    public String batchName() {
        return name + "#" + batches.incrementAndGet();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // a host without a name in its own resolver still has its random part
            return "node";
        }
    }
}
