package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/**
 * Routes 4 and 5 when a refresh fails (faults 44 to 63). Two rules hold in every row: a stored refresh token is never
 * lost, and a working branch never becomes a dead one.
 */
@ExtendWith(ArquillianExtension.class)
class RefreshFailureIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    static Reply[] passing() {
        Map<String, String> html = Map.of("Content-Type", "text/html");
        return new Reply[] {
            Reply.json(500, "{\"error\":\"internal_failure\"}"),
            Reply.json(400, "{\"error\":\"internal_failure\"}"),
            Reply.raw(503, html, "<html>busy</html>"),
            Reply.raw(
                    429,
                    Map.of("Content-Type", "application/json", "retry-after", "120"),
                    "{\"error\":\"rate_limit_exceeded\"}"),
            Reply.raw(403, html, "<html>User Rate Limit Exceeded</html>"),
            Reply.raw(200, html, "<html>sign in to this network</html>"),
            Reply.raw(200, Map.of(), ""),
            Reply.raw(204, Map.of(), ""),
            Reply.raw(307, Map.of("Location", "http://127.0.0.1:1/token"), ""),
            Reply.json(200, "{\"access_token\":\"cut off"),
            Reply.json(200, "{\"token_type\":\"Bearer\",\"expires_in\":3599}"),
            Reply.json(200, "{\"access_token\":\"mac\",\"token_type\":\"MAC\",\"expires_in\":3599}"),
            Reply.json(201, "{\"access_token\":\"created\",\"token_type\":\"Bearer\",\"expires_in\":3599}"),
            Reply.json(200, "{\"access_token\":\"" + "x".repeat(70_000) + "\",\"token_type\":\"Bearer\"}"),
            Reply.hangUp(),
            Reply.granted("too-late").after(Duration.ofSeconds(7))
        };
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aPassingFailureNeverHidesATokenThatIsStillValid(Reply failure) {
        Branch branch = branches.connected();
        String token = api.token(branch.id()).text("access_token");
        database.expireIn(branch, Duration.ofSeconds(200));
        tokenEndpoint.of(branch).always(failure);

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("access_token")).isEqualTo(token);
        assertThat(answer.header("Token-Warning")).hasValue("refresh-failed");
        assertThat(answer.number("expires_in")).isBetween(150, 200);
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aPassingFailureIsToldWhenNothingValidIsLeft(Reply failure) {
        Branch branch = branches.connected();
        Object refreshToken = database.token(branch).get("refresh_token_ciphertext");
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).always(failure);
        Instant asked = Instant.now();

        Answer answer = api.token(branch.id());

        assertProblem(answer, 503, "provider-unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After").orElse("0"))).isPositive();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
        assertThat(database.token(branch).get("refresh_token_ciphertext")).isEqualTo(refreshToken);
    }

    @Test
    void aBranchHealsByItselfWhenGoogleIsBack() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.refused(500, "server_error"));
        api.token(branch.id());
        database.update("UPDATE tokens SET retry_at = NULL WHERE client_id = ?", (long) branch.clientId());

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Token-Warning")).isEmpty();
        assertThat(api.client(branch.clientId()).text("last_error")).isNull();
    }

    @Test
    void retryAfterIsObeyed() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).always(Reply.raw(429, Map.of("retry-after", "120"), ""));

        for (int i = 0; i < 3; i++) {
            Answer answer = api.token(branch.id());
            assertProblem(answer, 503, "provider-unavailable");
            assertThat(Integer.parseInt(answer.header("Retry-After").orElse("0")))
                    .isBetween(100, 120);
        }

        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }

    @Test
    void callersInALoopDoNotReachAGoogleThatFails() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).always(Reply.refused(503, "server_error"));

        List<Answer> answers = Callers.atOnce(20, () -> api.token(branch.id()));

        assertThat(answers).extracting(Answer::status).containsOnly(503);
        // the first, and at most the one retry of an answer that says nothing
        assertThat(tokenEndpoint.of(branch).refreshes().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void aRefusalIsBelievedOnlyTheSecondTime() {
        Branch branch = branches.connected();
        Object refreshToken = database.token(branch).get("refresh_token_ciphertext");
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint
                .of(branch)
                .always(Reply.json(
                        400,
                        "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired or revoked.\"}"));

        assertThat(api.token(branch.id()).status()).isIn(409, 503);
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
        database.refusedAMinuteAgo(branch);
        assertProblem(api.token(branch.id()), 409, "reauthorization-required");

        assertThat(database.token(branch)).containsEntry("is_valid", false);
        assertThat(database.token(branch).get("refresh_token_ciphertext")).isEqualTo(refreshToken);
    }

    @Test
    void aBelievedRefusalEndsTheCallsAndAConsentBeginsAnew() {
        Branch branch = refused();
        int calls = tokenEndpoint.of(branch).refreshes().size();

        Answer answer = api.token(branch.id());
        Answer forced = api.refresh(branch.clientId());

        assertProblem(answer, 409, "reauthorization-required");
        assertProblem(forced, 409, "reauthorization-required");
        assertThat(answer.text("login_url"))
                .isEqualTo(api.loginAddress(branch.clientId()).toString());
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(calls);
        assertThat(browser.connect(branch).status()).isEqualTo(200);
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void aRefusedBranchSaysSoInTheList() {
        Branch branch = refused();

        Answer answer = api.client(branch.clientId());

        assertThat(answer.json().get("connected").booleanValue()).isFalse();
        assertThat(answer.text("last_error")).contains("invalid_grant");
    }

    @Test
    void sessionControlIsNamedAsSuch() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint
                .of(branch)
                .always(Reply.json(400, "{\"error\":\"invalid_grant\",\"error_subtype\":\"invalid_rapt\"}"));

        api.token(branch.id());
        database.refusedAMinuteAgo(branch);
        assertProblem(api.token(branch.id()), 409, "reauthorization-required");

        assertThat(api.client(branch.clientId()).text("last_error")).contains("invalid_rapt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "deleted_client", "disabled_client", "unauthorized_client"})
    void aBrokenRegistrationLeavesTheGrantAlone(String error) {
        Branch branch = branches.connected();
        Map<String, Object> stored = database.token(branch);
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.refused(401, error));

        Answer answer = api.token(branch.id());

        assertProblem(answer, 503, "client-misconfigured");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
        assertThat(database.token(branch).get("refresh_token_ciphertext"))
                .isEqualTo(stored.get("refresh_token_ciphertext"));
        assertThat(api.client(branch.clientId()).text("last_error")).contains(error);
    }

    @Test
    void aBrokenRegistrationStillServesAValidToken() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ofSeconds(200));
        tokenEndpoint.of(branch).next(Reply.refused(401, "invalid_client"));

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Token-Warning")).hasValue("refresh-failed");
    }

    @Test
    void aScopeThatGotLostIsMissed() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint
                .of(branch)
                .next(
                        Reply.json(
                                200,
                                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3599,\"scope\":\"openid email\"}"));

        assertProblem(api.token(branch.id()), 409, "missing-scope");
        assertProblem(api.token(branch.id()), 409, "missing-scope");
    }

    @Test
    void aForcedRefreshThatFailsSaysSoEvenIfTheTokenIsValid() {
        Branch branch = branches.connected();
        tokenEndpoint.of(branch).always(Reply.refused(500, "server_error"));

        assertProblem(api.refresh(branch.clientId()), 503, "provider-unavailable");
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void aLeaseThatANodeLeftBehindIsTakenOverWhenItEnds() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        database.update(
                "UPDATE tokens SET lease_owner = 'a-node-that-died', fence = fence + 1,"
                        + " lease_until = clock_timestamp() + interval '2 seconds' WHERE client_id = ?",
                (long) branch.clientId());

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.number("expires_in")).isGreaterThan(3500);
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }

    @Test
    void aTokenThatAnotherNodeRefreshesMeanwhileIsServed() {
        Branch branch = branches.connected();
        String token = api.token(branch.id()).text("access_token");
        Object fresh = database.token(branch).get("expires_at");
        database.expireIn(branch, Duration.ZERO);
        database.update(
                "UPDATE tokens SET lease_owner = 'another-node', fence = fence + 1,"
                        + " lease_until = clock_timestamp() + interval '30 seconds' WHERE client_id = ?",
                (long) branch.clientId());

        var waiting = CompletableFuture.supplyAsync(() -> api.token(branch.id()));
        database.update(
                "UPDATE tokens SET expires_at = ?, generation = generation + 1, lease_owner = NULL, lease_until = NULL"
                        + " WHERE client_id = ?",
                fresh,
                (long) branch.clientId());

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(waiting.join().text("access_token")).isEqualTo(token);
        assertThat(tokenEndpoint.of(branch).refreshes()).isEmpty();
    }

    private Branch refused() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.refused(400, "invalid_grant"), Reply.refused(400, "invalid_grant"));
        api.token(branch.id());
        database.refusedAMinuteAgo(branch);
        api.token(branch.id());
        return branch;
    }
}
