package tokenmanagement.google;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tokenmanagement.platform.Secret;

/** What came of one call to the token endpoint; a call never throws for what the other side did. */
public sealed interface TokenResponse {
    /** When the request left, on the service's clock; {@code expires_in} counts from here (RFC 6749 §5.1). */
    Instant sentAt();

    /** From the first byte sent to the verdict. */
    Duration latency();

    /** HTTP status of the answer; empty when none came. */
    Optional<Integer> status();

    /**
     * RFC 6749 §5.1: tokens.
     *
     * @param refreshToken absent: the one that was sent stays valid (§6)
     * @param expiresIn remaining life as announced, clamped to 1 s … 30 days; absent when the answer named none
     * @param scope absent: unchanged (§5.1)
     */
    record Granted(
            Instant sentAt,
            Duration latency,
            Optional<Integer> status,
            Secret accessToken,
            Optional<Secret> refreshToken,
            Optional<Duration> expiresIn,
            Optional<String> scope,
            Optional<Secret> idToken)
            implements TokenResponse {}

    /**
     * RFC 6749 §5.2: the authorization server said no, in a word that is known.
     *
     * @param error Google's {@code error}
     * @param errorSubtype Google's {@code error_subtype}, for example {@code invalid_rapt}
     */
    record Refused(
            Instant sentAt,
            Duration latency,
            Optional<Integer> status,
            Reason reason,
            String error,
            Optional<String> errorSubtype)
            implements TokenResponse {}

    /**
     * No usable verdict.
     *
     * @param error one word for logs and rows, for example {@code connect_failed}, {@code http_503}, {@code timeout}
     * @param retryAfter what the answer asked for, at most one hour
     * @param refreshToken came with an answer that is otherwise {@link Kind#UNUSABLE}: the other side may have put it
     *     in place of the one that was sent, so it must be stored before anything else about the answer is judged
     */
    record Unreachable(
            Instant sentAt,
            Duration latency,
            Optional<Integer> status,
            Kind kind,
            String error,
            Optional<Duration> retryAfter,
            Optional<Secret> refreshToken)
            implements TokenResponse {
        public Unreachable(
                Instant sentAt,
                Duration latency,
                Optional<Integer> status,
                Kind kind,
                String error,
                Optional<Duration> retryAfter) {
            this(sentAt, latency, status, kind, error, retryAfter, Optional.empty());
        }

        /** The other side could not prove who it is, or speaks no TLS that is safe: somebody must look. */
        public boolean isInsecure() {
            return error.equals(BoundedHttpClient.TLS_FAILED);
        }
    }

    /** Whose matter a refusal is; decided by {@code error} and {@code error_subtype}, never by the description. */
    enum Reason {
        /** {@code invalid_grant}: the refresh token or code is dead. */
        GRANT,
        /** {@code invalid_grant} with a reauthentication subtype, {@code admin_policy_enforced}: a person or their administrator must act. */
        PERSON,
        /** {@code invalid_client} and its kin: the registration is broken, the grants below it are not. */
        CLIENT,
        /** {@code invalid_request} and its kin: this service sent nonsense. */
        REQUEST
    }

    /** Whether the request can have reached the other side, which decides whether it may be sent again. */
    enum Kind {
        /** Not tried: the circuit breaker is open. It says nothing about the grant and is nobody's failure. */
        HELD_BACK,
        /** Certainly not sent: DNS, connect, TLS handshake. */
        NOT_SENT,
        /** Answered with a passing failure: 408, 429, 5xx, {@code internal_failure}, a page instead of JSON. */
        TRANSIENT,
        /** Sent, and no answer: the other side may have acted. */
        AMBIGUOUS,
        /** Answered 200 with something that is no token response. */
        UNUSABLE
    }
}
