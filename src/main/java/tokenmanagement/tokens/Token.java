package tokenmanagement.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import tokenmanagement.google.RefusalWords;
import tokenmanagement.google.TokenResponse;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.SecretCipher;

/**
 * The stored pair for a branch, at most one row a client.
 *
 * <p>It changes by verbs only: it was {@link #connected}, a refresh was {@link #granted}, {@link #refused}, or the
 * authorization server was {@link #unreachable}; an operator {@link #disconnected} it, or changed what it {@link #needs}.
 * A success clears every trace of failure; no failure touches the pair.
 */
@Entity
@Table(name = "tokens")
@SequenceGenerator(name = "tokens_id", sequenceName = "tokens_id_seq", allocationSize = 1)
public class Token {
    /** What can be done with the pair. Whether the access token is fresh or expired is computed, never stored. */
    public enum Status {
        ACTIVE,
        REAUTHORIZATION_REQUIRED,
        MISSING_SCOPE,
        REVOKED
    }

    private static final String UNREADABLE = "stored_secret_unreadable";

    /** In place of {@code invalid_grant}, where it is no withdrawal. */
    static final String LOST_ROTATION = "lost_rotation";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "tokens_id")
    private long id;

    @Column(name = "client_id")
    private long clientId;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "access_token_ciphertext")
    private byte[] accessTokenCiphertext;

    @Column(name = "refresh_token_ciphertext")
    private byte[] refreshTokenCiphertext;

    private String scope;

    @Column(name = "google_subject")
    private String googleSubject;

    @Column(name = "google_email")
    private String googleEmail;

    private long generation;

    @Column(name = "issued_at")
    private Instant issuedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_refreshed_at")
    private Instant lastRefreshedAt;

    @Column(name = "next_refresh_at")
    private Instant nextRefreshAt;

    @Embedded
    private Failure failure = new Failure();

    @Embedded
    private LeaseMark lease = new LeaseMark();

    /** For the persistence provider. */
    protected Token() {}

    /** The first pair is still to come: {@link #connected} completes the row. */
    Token(long clientId) {
        this.clientId = clientId;
    }

    private SecretCipher.Place place(String column) {
        return new SecretCipher.Place("tokens", column, Long.toString(clientId));
    }

    /**
     * A person consented: a new pair in place of whatever was there.
     *
     * @return whether what was there belonged to another account
     */
    boolean connected(Consent consent, SecretCipher cipher, RefreshPlan plan) {
        boolean accountChanged = googleSubject != null && !googleSubject.equals(consent.subject());
        googleSubject = consent.subject();
        googleEmail = consent.email().orElse(null);
        store(consent.granted(), cipher, plan);
        refreshTokenCiphertext = cipher.encrypt(consent.refreshToken(), place("refresh_token_ciphertext"));
        scope = consent.scope();
        status = Status.ACTIVE;
        release();
        return accountChanged;
    }

    /**
     * RFC 6749 §6: a new access token; the refresh token stays unless a new one came with it.
     *
     * @param covers whether a scope holds all that the branch needs
     */
    void granted(TokenResponse.Granted granted, SecretCipher cipher, RefreshPlan plan, Predicate<String> covers) {
        granted.refreshToken()
                .ifPresent(fresh -> refreshTokenCiphertext = cipher.encrypt(fresh, place("refresh_token_ciphertext")));
        store(granted, cipher, plan);
        scope = granted.scope().orElse(scope);
        status = covers.test(scope) ? Status.ACTIVE : Status.MISSING_SCOPE;
    }

    private void store(TokenResponse.Granted granted, SecretCipher cipher, RefreshPlan plan) {
        Duration life = plan.life(granted);
        accessTokenCiphertext = cipher.encrypt(granted.accessToken(), place("access_token_ciphertext"));
        generation++;
        issuedAt = granted.sentAt();
        expiresAt = granted.sentAt().plus(life);
        lastRefreshedAt = granted.sentAt().plus(granted.latency());
        nextRefreshAt = plan.nextRefresh(granted.sentAt(), life);
        failure = new Failure();
        lease.renewed();
    }

    /** The authorization server calls the grant dead. Only a second refusal, a minute later at least, is believed. */
    void refused(String error, RefreshPlan plan, Instant now) {
        if (failure.refused(error, plan, now)) {
            status = Status.REAUTHORIZATION_REQUIRED;
        }
    }

    /** A new refresh token that came in an otherwise unusable answer: the old one may be dead already. */
    void keep(Secret refreshToken, SecretCipher cipher) {
        failure.forgetRefusal();
        lease.renewed();
        refreshTokenCiphertext = cipher.encrypt(refreshToken, place("refresh_token_ciphertext"));
    }

    /** No verdict. The pair stays, the next try waits. */
    void unreachable(String error, Duration pause, Instant now) {
        failure.pausing(error, pause, now);
    }

    /** The same, and the authorization server has named the wait itself. */
    void askedToWait(String error, Duration wait, Instant now) {
        failure.askedToWait(error, wait, now);
    }

    /** A stored secret cannot be decrypted. The authorization server knows nothing of that. */
    void unreadable(Duration pause, Instant now) {
        unreachable(UNREADABLE, pause, now);
    }

    /** Two nodes have used one refresh token: should its successor be refused, nobody has withdrawn it. */
    void reused() {
        lease.lostAnswer(generation);
    }

    /** The end of the call is known, and nothing of its answer is missing. */
    void answered() {
        lease.answered();
    }

    /** The registration needs other scopes than before. */
    void needs(Predicate<String> covers) {
        if (status == Status.ACTIVE || status == Status.MISSING_SCOPE) {
            status = covers.test(scope) ? Status.ACTIVE : Status.MISSING_SCOPE;
        }
    }

    /** Something that was wrong may be right now: the next look of the timer tries it. */
    void due(Instant now) {
        nextRefreshAt = now;
        failure.waitNoMore();
    }

    /** Destroys the pair. What a refresh under way brings belongs to an earlier generation and fence. */
    void disconnected() {
        status = Status.REVOKED;
        accessTokenCiphertext = null;
        refreshTokenCiphertext = null;
        generation++;
        failure = new Failure();
        lease.voided();
    }

    void release() {
        lease.release();
    }

    public long clientId() {
        return clientId;
    }

    long id() {
        return id;
    }

    Status status() {
        return status;
    }

    /** Counts the stored pairs of this client. */
    long generation() {
        return generation;
    }

    /** Counts the leases; whoever holds the newest may write a failure. */
    long fence() {
        return lease.fence();
    }

    /** Whether an earlier call with this refresh token may have been answered, and nobody kept the answer. */
    boolean lostAnAnswer() {
        return lease.lostAnAnswer(generation);
    }

    int failures() {
        return failure.failures();
    }

    /** Google's {@code sub}: whose consent it is. */
    String googleSubject() {
        return googleSubject;
    }

    String scope() {
        return scope;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Optional<String> lastError() {
        return failure.lastError();
    }

    boolean isUnreadable() {
        return failedWith(UNREADABLE);
    }

    /** The refusal came after a call whose answer, perhaps with a new refresh token, was lost. */
    boolean isRotationLost() {
        return failedWith(LOST_ROTATION);
    }

    /** The authorization server calls what this service sent nonsense. */
    Optional<String> ownFault() {
        return failure.lastError().filter(RefusalWords::isOurFault);
    }

    private boolean failedWith(String word) {
        return failure.lastError().filter(word::equals).isPresent();
    }

    /** Nobody is refreshing it, and the last refresh went well. */
    boolean isSettled() {
        return lease.isFree() && failure.lastError().isEmpty();
    }

    /** What is left of the access token's life; zero when it has expired. */
    Duration remaining(Instant now) {
        Duration left = Duration.between(now, expiresAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Announced life of the access token, from the moment its request was sent. */
    Duration life() {
        return Duration.between(issuedAt, expiresAt);
    }

    Duration age(Instant now) {
        return Duration.between(issuedAt, now);
    }

    /** After a failure: how long no call is made. Zero when one may be. */
    Duration pause(Instant now) {
        return failure.pause(now);
    }

    /** The part of that pause which the authorization server asked for itself. */
    Duration askedPause(Instant now) {
        return failure.askedPause(now);
    }

    Secret accessToken(SecretCipher cipher) {
        return cipher.decrypt(accessTokenCiphertext, place("access_token_ciphertext"));
    }

    Secret refreshToken(SecretCipher cipher) {
        return cipher.decrypt(refreshTokenCiphertext, place("refresh_token_ciphertext"));
    }
}
