package tokenmanagement.tokens;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.Map;
import java.util.function.Function;
import tokenmanagement.platform.Stub;
import tokenmanagement.support.TestSettings;

/** The pool of refreshes on threads of this JVM. */
final class RefreshesFixture {
    private RefreshesFixture() {}

    static Refreshes started(int concurrency) {
        return started(concurrency, work -> {
            Thread thread = new Thread((Runnable) work[0], "refresh-of-a-test");
            thread.setDaemon(true);
            return thread;
        });
    }

    static Refreshes started(int concurrency, Function<Object[], Object> threads) {
        Refreshes refreshes = new Refreshes();
        refreshes.settings =
                TestSettings.of(Map.of("TOKEN_MANAGEMENT_REFRESH_CONCURRENCY", Integer.toString(concurrency)));
        refreshes.threads =
                Stub.of(ManagedThreadFactory.class).answer("newThread", threads).make();
        refreshes.start();
        return refreshes;
    }
}
