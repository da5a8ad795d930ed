package tokenmanagement.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * Who is refreshing a stored pair, and which calls for it have no known end. Part of {@link Token}; {@link LeaseStore}
 * writes it when a lease is won.
 */
@Embeddable
class LeaseMark {
    private long fence;

    @Column(name = "lease_owner")
    private String leaseOwner;

    @Column(name = "lease_until")
    private Instant leaseUntil;

    @Column(name = "attempt_generation")
    private Long attemptGeneration;

    @Column(name = "attempt_started_at")
    private Instant attemptStartedAt;

    @Column(name = "lost_answer_generation")
    private Long lostAnswerGeneration;

    protected LeaseMark() {}

    void release() {
        leaseOwner = null;
        leaseUntil = null;
    }

    /** The end of the call is known: it brought no new refresh token. */
    void answered() {
        attemptGeneration = null;
        attemptStartedAt = null;
    }

    /** There is a refresh token that no earlier call was made with. */
    void renewed() {
        answered();
        lostAnswerGeneration = null;
    }

    /** Whoever holds the lease holds nothing any more. */
    void voided() {
        fence++;
        release();
        renewed();
    }

    void lostAnswer(long generation) {
        lostAnswerGeneration = generation;
    }

    long fence() {
        return fence;
    }

    boolean isFree() {
        return leaseOwner == null;
    }

    boolean lostAnAnswer(long generation) {
        return lostAnswerGeneration != null && lostAnswerGeneration == generation;
    }
}
