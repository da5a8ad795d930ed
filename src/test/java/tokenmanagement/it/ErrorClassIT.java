package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** One answer of each class of oauth.md §5.5: what the caller is told, what is noted, and how often Google is asked. */
@ExtendWith(ArquillianExtension.class)
class ErrorClassIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    static Stream<Arguments> classes() {
        return Stream.of(
                arguments(
                        "grant dead, first time", Reply.refused(400, "invalid_grant"), 503, "provider-unavailable", 1),
                arguments(
                        "needs a person", Reply.refused(400, "admin_policy_enforced"), 503, "provider-unavailable", 1),
                arguments("client broken", Reply.refused(401, "invalid_client"), 503, "client-misconfigured", 1),
                arguments("our bug", Reply.refused(400, "invalid_request"), 500, "internal-error", 1),
                arguments("our bug", Reply.refused(400, "invalid_scope"), 500, "internal-error", 1),
                arguments("our bug", Reply.refused(400, "unsupported_grant_type"), 500, "internal-error", 1),
                arguments("our bug", Reply.refused(400, "redirect_uri_mismatch"), 500, "internal-error", 1),
                arguments("unknown word", Reply.refused(400, "a_new_word"), 503, "provider-unavailable", 1),
                arguments("transient", Reply.refused(503, "server_error"), 503, "provider-unavailable", 1),
                arguments("ambiguous", Reply.hangUp(), 503, "provider-unavailable", 1),
                arguments("unusable", Reply.raw(200, Map.of(), "sign in"), 503, "provider-unavailable", 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void everyClassHasItsAnswerAndTouchesNoGrant(String name, Reply reply, int status, String code, int calls) {
        Branch branch = branches.connected();
        Object refreshToken = database.token(branch).get("refresh_token_ciphertext");
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).always(reply);

        Answer answer = api.token(branch.id());

        assertProblem(answer, status, code);
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(calls);
        assertThat(database.token(branch)).containsEntry("status", "ACTIVE");
        assertThat(database.token(branch).get("refresh_token_ciphertext")).isEqualTo(refreshToken);
    }
}
