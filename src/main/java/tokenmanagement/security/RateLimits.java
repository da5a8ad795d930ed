package tokenmanagement.security;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.platform.Settings;

/**
 * How often one may ask: a program by its API key, a person by the address of the connection. Each node counts for
 * itself, in memory.
 *
 * <p>Header fields about forwarding are not believed: anybody can write them. So behind a proxy all people are one
 * address, and the limits on addresses must leave room for all of them together; for the same reason a right API key is
 * served whatever else comes from its address.
 */
@ApplicationScoped
public class RateLimits {
    /** Pages for people, and wrong API keys. */
    static final Settings.RateLimit PER_ADDRESS = new Settings.RateLimit(1200, Duration.ofSeconds(60));
    /** Guesses at the administrator's password. */
    static final Settings.RateLimit SIGN_IN = new Settings.RateLimit(60, Duration.ofSeconds(60));

    private static final Logger LOG = Logger.getLogger(RateLimits.class.getName());
    private static final int CAPACITY = 5_000;

    @Inject
    Settings settings;

    TimeMeter time = TimeMeter.SYSTEM_NANOTIME;
    private Limit callers;
    private Limit pages;
    private Limit wrongKeys;
    private Limit signIns;

    private record Limit(String policy, String holders, Settings.RateLimit rate, Buckets buckets) {
        Quota take(String holder) {
            ConsumptionProbe probe = buckets.take(holder);
            // once in a window, however many come after
            if (probe.isConsumed() && probe.getRemainingTokens() == 0) {
                LOG.log(Level.WARNING, "rate limit used up {0}={1}", new Object[] {holders, holder});
            }
            return new Quota(
                    policy,
                    rate,
                    probe.isConsumed(),
                    probe.getRemainingTokens(),
                    Duration.ofNanos(probe.getNanosToWaitForReset()));
        }
    }

    @PostConstruct
    void prepare() {
        callers = limit("default", "caller", settings.rateLimit());
        pages = limit("address", "pages address", PER_ADDRESS);
        wrongKeys = limit("address", "wrong keys address", PER_ADDRESS);
        signIns = limit("address", "sign-in address", SIGN_IN);
    }

    public Quota ofCaller(Caller caller) {
        // not by the name alone: another key may bear it that somebody with fewer rights has made
        return callers.take(
                caller.keyId().map(id -> caller.name() + " key=" + id).orElse(caller.name()));
    }

    /** A page that needs no API key. */
    public Quota ofPage(String address) {
        return pages.take(network(address));
    }

    /** A request without a right API key. */
    public Quota ofWrongKey(String address) {
        return wrongKeys.take(network(address));
    }

    /** An attempt to sign in to the console. */
    public Quota ofSignIn(String address) {
        return signIns.take(network(address));
    }

    private Limit limit(String policy, String holders, Settings.RateLimit rate) {
        return new Limit(policy, holders, rate, new Buckets(rate, CAPACITY, time));
    }

    /** Whoever has one IPv6 address has 2^64 of them (RFC 4291 §2.5.1): those count as one. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 4
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(bytes, 8));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
