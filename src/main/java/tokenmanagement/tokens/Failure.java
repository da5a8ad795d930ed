package tokenmanagement.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What went wrong with a stored pair since it was stored, and how long it is to be left alone. Part of {@link Token}. */
@Embeddable
class Failure {
    private int failures;

    @Column(name = "retry_at")
    private Instant retryAt;

    @Column(name = "provider_retry_at")
    private Instant providerRetryAt;

    @Column(name = "refused_at")
    private Instant refusedAt;

    @Column(name = "last_error")
    private String lastError;

    @Column(name = "last_error_at")
    private Instant lastErrorAt;

    protected Failure() {}

    /** The next try waits. */
    void pausing(String error, Duration pause, Instant now) {
        note(error, now);
        retryAt = now.plus(pause);
    }

    /** The authorization server has named the wait itself: it holds for whoever asks. */
    void askedToWait(String error, Duration wait, Instant now) {
        pausing(error, wait, now);
        providerRetryAt = retryAt;
    }

    /** @return whether the refusal is confirmed: there was one before, long enough ago */
    boolean refused(String error, RefreshPlan plan, Instant now) {
        note(error, now);
        if (refusedAt == null) {
            refusedAt = now;
        }
        Instant confirmable = plan.confirmation(refusedAt);
        boolean confirmed = !now.isBefore(confirmable);
        retryAt = confirmed ? null : confirmable;
        return confirmed;
    }

    private void note(String error, Instant now) {
        failures++;
        lastError = error;
        lastErrorAt = now;
    }

    /** A refusal spoke of a refresh token that is not the stored one any more. */
    void forgetRefusal() {
        refusedAt = null;
    }

    int failures() {
        return failures;
    }

    Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** How long no call is made. Zero when one may be. */
    Duration pause(Instant now) {
        return until(retryAt, now);
    }

    /** The part of it that the authorization server asked for. */
    Duration askedPause(Instant now) {
        return until(providerRetryAt, now);
    }

    private static Duration until(Instant end, Instant now) {
        return end == null || end.isBefore(now) ? Duration.ZERO : Duration.between(now, end);
    }
}
