package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Requests of routes 4 and 5 that name nothing that exists, or ask for what nobody offers (faults 7 and 11). */
@ExtendWith(ArquillianExtension.class)
class TokenRequestIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?min_ttl=-1",
                "?min_ttl=3001",
                "?min_ttl=999999",
                "?min_ttl=abc",
                "?min_ttl=",
                "?min_ttl=1&min_ttl=1",
                "?min_ttl=1e2",
                "?min_ttl=99999999999999999999",
                "?ttl=300",
                "?min_ttl=300&force=true",
                "?" + "MIN_TTL=300"
            })
    void refusesQueriesItDoesNotUnderstand(String query) {
        Branch branch = branches.connected();

        assertProblem(api.token(branch.id() + query), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"client_id\":null}",
                "{\"client_id\":\"1\"}",
                "{\"client_id\":1.5}",
                "{\"client_id\":true}",
                "{\"client_id\":[1]}",
                "{\"client_id\":0}",
                "{\"client_id\":-1}",
                "{\"client_id\":1e400}",
                "{\"client_id\":99999999999999999999}",
                "{\"client_id\":1,\"force\":true}"
            })
    void refusesARefreshOfNobody(String body) {
        Answer answer = api.post("/tokens/refresh", "application/json", body);

        assertThat(answer.status()).as(answer.toString()).isIn(404, 422);
        assertProblem(answer, answer.status(), answer.status() == 404 ? "not-found" : "invalid-field");
    }

    @Test
    void anUnknownClientCannotBeRefreshed() {
        assertProblem(api.refresh(Integer.MAX_VALUE), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-branch",
                "0",
                "-1",
                "9223372036854775808",
                "1e3",
                "1;drop table tokens",
                "../1",
                "..",
                "%",
                "' OR 1=1 --",
                "\u0000",
                "\ud83d\ude00",
                "a/b",
                "<script>"
            })
    void anUnknownBranchIsNotFound(String branch) {
        Answer answer =
                api.token(URLEncoder.encode(branch, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("Exception", "SELECT", "syntax", "<script>");
    }

    @Test
    void aMatrixParameterIsNoPartOfABranch() {
        Branch branch = branches.connected();

        assertThat(api.token(branch.id() + ";drop").status()).isIn(400, 404);
    }

    @Test
    void aVeryLongBranchIsNotFound() {
        assertThat(api.token("b".repeat(10_000)).status()).isIn(400, 404, 414, 431);
    }
}
