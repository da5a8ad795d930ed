package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.google.GoogleAuthorizationServer;
import tokenmanagement.google.RevocationResult;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Node;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.AuditTrailDouble;
import tokenmanagement.security.Ciphers;
import tokenmanagement.security.SecretCipher;
import tokenmanagement.tokens.RevocationStore.Claim;

/** The list of grants to revoke, worked by one node (oauth.md §3 Q32, Q33). */
class RevocationTimerTest {
    private final LogCapture log = LogCapture.of(RevocationTimer.class);
    private final RevocationTimer timer = new RevocationTimer();
    private final Deque<Claim> due = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private RevocationResult answer = new RevocationResult.Done();
    private RuntimeException outage;
    private final AuditTrailDouble audit = new AuditTrailDouble();

    RevocationTimerTest() {
        timer.revocations = new Rows();
        timer.google = new Google();
        timer.cipher = Tokens.CIPHER;
        timer.plan = Tokens.PLAN;
        timer.node = new Node();
        timer.audit = audit;
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private final class Rows extends RevocationStore {
        @Override
        public Optional<Claim> claim(String owner) {
            if (outage != null) {
                throw outage;
            }
            return Optional.ofNullable(due.poll());
        }

        @Override
        public void done(Revocation revocation) {
            events.add("done");
        }

        @Override
        public void failed(Revocation revocation, String error, Duration pause) {
            events.add("failed " + error + " " + pause);
        }
    }

    private final class Google extends GoogleAuthorizationServer {
        @Override
        public RevocationResult revoke(Secret token) {
            events.add("revoke " + token.reveal());
            return answer;
        }
    }

    private static Revocation listed(String refreshToken, int attempts) {
        return new Revocation(new ClientDouble(1), "subject-1", Secret.of(refreshToken), Tokens.CIPHER) {
            @Override
            int attempts() {
                return attempts;
            }
        };
    }

    private void due(String refreshToken, int attempts) {
        due.add(new Claim(listed(refreshToken, attempts), false));
    }

    private void failed(String error, Duration retryAfter) {
        answer = new RevocationResult.Failed(error, Optional.ofNullable(retryAfter));
    }

    @Test
    void whatIsDueIsRevokedOneAfterTheOtherAndTakenOffTheList() {
        due("refresh-1", 1);
        due("refresh-2", 1);

        timer.tick();

        assertThat(events).containsExactly("revoke refresh-1", "done", "revoke refresh-2", "done");
    }

    @Test
    void noCallIsMadeWhereASiblingHasComeToLife() {
        due.add(new Claim(listed("refresh-1", 1), true));

        timer.tick();

        assertThat(events).isEmpty();
        assertThat(log.text()).contains("revocation dropped", "branch=branch-1");
    }

    @Test
    void aFailureStaysOnTheListWithGrowingPauses() {
        failed("http_503", null);
        due("refresh-1", 3);
        due("refresh-1", 30);

        timer.tick();

        assertThat(events)
                .containsExactly(
                        "revoke refresh-1", "failed http_503 PT4S", "revoke refresh-1", "failed http_503 PT30M");
    }

    @Test
    void aLongerWaitThatGoogleAsksForIsObeyed() {
        failed("http_503", Duration.ofMinutes(10));
        due("refresh-1", 3);

        timer.tick();

        assertThat(events).contains("failed http_503 PT10M");
    }

    @Test
    void afterManyFailuresAPersonIsCalled() {
        failed("timeout", null);
        due("refresh-1", RevocationTimer.ALARM - 1);
        timer.tick();
        assertThat(log.records()).extracting("level").containsOnly(Level.INFO);

        due("refresh-1", RevocationTimer.ALARM);
        timer.tick();
        assertThat(log.records()).extracting("level").contains(Level.WARNING);
        assertThat(log.text()).contains("stays on the list").doesNotContain("refresh-1");
    }

    @Test
    void aRowThatCannotBeReadCallsNobodyAndStays() {
        Revocation broken = new Revocation() {
            @Override
            Secret refreshToken(SecretCipher cipher) {
                throw Ciphers.undecryptable();
            }
        };
        due.add(new Claim(broken, false));

        timer.tick();

        assertThat(events).singleElement().asString().startsWith("failed stored_secret_unreadable");
    }

    @Test
    void anOutageDoesNotStopTheTimer() {
        outage = new IllegalStateException("down");
        timer.tick();
        outage = null;
        due("refresh-1", 1);

        timer.tick();

        assertThat(events).containsExactly("revoke refresh-1", "done");
    }
}
