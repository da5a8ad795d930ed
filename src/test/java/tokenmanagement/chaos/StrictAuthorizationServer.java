package tokenmanagement.chaos;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import tokenmanagement.support.FakeGoogle;
import tokenmanagement.support.FakeReply;
import tokenmanagement.support.FakeRequest;

/**
 * An authorization server that forgives nothing: it knows each refresh token it ever issued, and kills the grant whose
 * old one comes back. It takes its time, and fails as it is told. Chance comes from one seed.
 *
 * <p>A refresh token is turned when the request arrives, so whatever happens later can only lose the answer.
 */
public final class StrictAuthorizationServer implements AutoCloseable {
    private final FakeGoogle http = FakeGoogle.start().otherwise(this::reply);
    private final Ledger ledger = new Ledger();
    private final AtomicLong serial = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    private Random random = new Random(0);
    private Behaviour behaviour = Behaviour.of(Ledger.Rotation.NONE);
    private volatile boolean down;

    /** Forgets what was, and behaves so from now on. */
    public synchronized void begin(Behaviour how, long seed) {
        random = new Random(seed);
        ledger.begin(how.rotation());
        calls.set(0);
        mostInFlight.set(0);
        down = false;
        behaviour = how;
    }

    /** Goes on with what it knows, but behaves so. */
    synchronized void goOn(Behaviour how) {
        behaviour = how;
    }

    /** Whether every connection is closed as soon as its request is read. */
    void down(boolean away) {
        down = away;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Requests to the token endpoint, those that failed too. */
    public int calls() {
        return calls.get();
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    void forgetMostInFlight() {
        mostInFlight.set(0);
    }

    public Map<String, String> settings() {
        return http.settings();
    }

    URI uri(String path) {
        return http.uri(path);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    private FakeReply reply(FakeRequest request) {
        if (request.path().equals("/revoke")) {
            ledger.revoke(request.form().getOrDefault("token", ""));
            return FakeReply.json(200, "{}");
        }
        if (!request.path().equals(FakeGoogle.TOKEN)) {
            return FakeReply.json(404, "{}");
        }
        calls.incrementAndGet();
        return down ? FakeReply.drop() : counted(late(decided(request.form().getOrDefault("refresh_token", ""))));
    }

    private synchronized FakeReply decided(String refreshToken) {
        boolean faulty = random.nextDouble() < behaviour.faultShare();
        Fault fault = faulty
                ? behaviour.faults().get(random.nextInt(behaviour.faults().size()))
                : null;
        if (fault != null && !fault.worked()) {
            return fault.reply();
        }
        Ledger.Entry entry = ledger.use(refreshToken);
        FakeReply honest = entry.isGranted() ? granted(entry) : FakeReply.json(400, "{\"error\":\"invalid_grant\"}");
        BiFunction<Ledger.Entry, FakeReply, FakeReply> last = behaviour.answer();
        return fault != null
                ? fault.reply()
                : connection -> last.apply(entry, honest).to(connection);
    }

    /** RFC 6749 §5.1. */
    private FakeReply granted(Ledger.Entry entry) {
        String fresh = behaviour.rotation() == Ledger.Rotation.NONE
                ? ""
                : ",\"refresh_token\":\"" + Ledger.token(entry.grant(), entry.current()) + "\"";
        return FakeReply.json(
                200,
                "{\"access_token\":\"canary-access-" + entry.grant() + "." + serial.incrementAndGet()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                        + behaviour.life().toSeconds() + fresh + "}");
    }

    private synchronized FakeReply late(FakeReply reply) {
        long nanos = (long) (behaviour.latency().toNanos() * random.nextDouble());
        return connection -> {
            long due = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            reply.to(connection);
        };
    }

    private FakeReply counted(FakeReply reply) {
        return connection -> {
            mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            try {
                reply.to(connection);
            } finally {
                inFlight.decrementAndGet();
            }
        };
    }
}
