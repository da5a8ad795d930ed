package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/**
 * A refresh that fails and may succeed later (faults 47 to 59): a stored refresh token is never lost, and a working
 * branch never becomes a dead one.
 */
@ExtendWith(ArquillianExtension.class)
class RefreshFailureIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

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
    void aForcedRefreshThatFailsSaysSoEvenIfTheTokenIsValid() {
        Branch branch = branches.connected();
        tokenEndpoint.of(branch).always(Reply.refused(500, "server_error"));

        assertProblem(api.refresh(branch.clientId()), 503, "provider-unavailable");
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

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
