package tokenmanagement.platform;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The HTTP request that the current thread serves.
 *
 * @param id 128 random bits in hex, made here: what a request says about its own id is not believed
 * @param address of the connection
 * @param startedAt this node's monotonic clock, nanoseconds
 */
public record RequestTrace(String id, String address, long startedAt) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ThreadLocal<RequestTrace> CURRENT = new ThreadLocal<>();

    /** Empty in threads that serve no request: those of the timer and of refreshes. */
    public static Optional<RequestTrace> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    static RequestTrace from(String address) {
        return new RequestTrace(randomId(), address, System.nanoTime());
    }

    static String randomId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    void begin() {
        CURRENT.set(this);
    }

    static void end() {
        CURRENT.remove();
    }
}
