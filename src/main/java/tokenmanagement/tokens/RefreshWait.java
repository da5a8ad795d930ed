package tokenmanagement.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.google.GoogleAuthorizationServer;

/** Makes a caller wait for a refresh, its own or the one that runs already, and not too long. */
@ApplicationScoped
public class RefreshWait {
    private static final Logger LOG = Logger.getLogger(RefreshWait.class.getName());

    Duration deadline = Duration.ofSeconds(8);

    @Inject
    Refreshes refreshes;

    @Inject
    TokenRefresh refresh;

    @Inject
    GoogleAuthorizationServer google;

    /** @return empty when it is held back, takes longer than the caller is made to wait, or has no place to run */
    Optional<BranchToken> refreshed(BranchToken row, Cause cause) {
        if (!google.pause().isZero()) {
            return Optional.empty();
        }
        CompletableFuture<Optional<BranchToken>> running =
                refreshes.join(row.client().id(), () -> refresh.look(row, cause));
        try {
            return running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "refresh outlasts its caller branch={0}",
                    row.client().branchId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                LOG.log(
                        Level.WARNING,
                        "no place for a refresh branch={0}",
                        row.client().branchId());
                return Optional.empty();
            }
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException("refresh broke", e.getCause());
        }
        return Optional.empty();
    }
}
