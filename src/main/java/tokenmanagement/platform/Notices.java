package tokenmanagement.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What this node hears of other nodes' changes, and whether it hears at all.
 *
 * <p>PostgreSQL hands out notices in the order of the commits. So each second the node sends itself a pulse over
 * another connection: when it comes back, everything that was committed before the pulse was sent has been heard.
 * Behind a pooler that shares connections between transactions, or while the database is away, no pulse comes back,
 * and the node knows that it must not rely on what it remembers.
 */
@ApplicationScoped
public class Notices {
    /** What was heard longer ago proves nothing: by then a change may be up to this old and unknown here. */
    static final Duration BOUND = Duration.ofSeconds(4);

    private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> forgetters = new CopyOnWriteArrayList<>();

    @Resource
    ManagedThreadFactory threads;

    @Inject
    MeterRegistry metrics;

    LongSupplier nanoTime = System::nanoTime;
    private volatile OptionalLong heardUntil = OptionalLong.empty();
    private NoticeConnection connection;

    @PostConstruct
    void open() {
        connection = new NoticeConnection(new TokenDataSource()::getConnection, this);
        Gauge.builder(Metrics.PREFIX + "notices.lag", this, Notices::lagSeconds)
                .baseUnit("seconds")
                .description("Age of the newest moment up to which every change of other nodes has been heard")
                .register(metrics);
    }

    /** With the application, not with the first who asks. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        threads.newThread(connection).start();
    }

    @PreDestroy
    void stop() {
        connection.stop();
    }

    /**
     * @param changed called for each notice, in the thread that hears: it must be quick and must not throw
     * @param missed called when notices may have been lost: whatever is remembered may be old
     */
    public void listen(Consumer<Notice> changed, Runnable missed) {
        listeners.add(changed);
        forgetters.add(missed);
    }

    /** Whether every change that was committed up to {@link #BOUND} ago has been heard. */
    public boolean areArriving() {
        OptionalLong until = heardUntil;
        return until.isPresent() && nanoTime.getAsLong() - until.getAsLong() < BOUND.toNanos();
    }

    private double lagSeconds() {
        OptionalLong until = heardUntil;
        return until.isPresent() ? (nanoTime.getAsLong() - until.getAsLong()) / 1e9 : Double.NaN;
    }

    void heard(Notice notice) {
        listeners.forEach(listener -> listener.accept(notice));
    }

    /** A pulse came back that was sent at this reading of the monotonic clock. */
    void heardAllUntil(long sentAt) {
        heardUntil = OptionalLong.of(sentAt);
    }

    void mayHaveMissedSome() {
        forgetters.forEach(Runnable::run);
    }
}
