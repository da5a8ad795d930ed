package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.Answers.assertProblem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.Stub;

class RateLimitFilterTest {
    private static final Caller CALLER = new Caller("till", EnumSet.of(Scope.TOKENS_READ));

    private final RateLimitFilter filter = new RateLimitFilter();
    private final MultivaluedMap<String, Object> fields = new MultivaluedHashMap<>();
    private int status;
    private Object entity;

    RateLimitFilterTest() {
        filter.limits = RateLimitsTest.of("2/60s", new MutableTime());
        filter.connection = Stub.of(HttpServletRequest.class)
                .answer("getRemoteAddr", nothing -> "192.0.2.1")
                .make();
    }

    @Test
    void everyAnswerToACallerSaysWhereItStands() {
        ContainerRequestContext request =
                RequestDouble.to("tokens/17").as(CALLER).context();

        filter.filter(request);
        filter.filter(request, answer(404, Problem.notFound("Nothing here.")));

        assertThat(fields.getFirst("RateLimit")).isEqualTo("\"default\";r=1;t=60");
        assertThat(fields.getFirst("RateLimit-Policy")).isEqualTo("\"default\";q=2;w=60");
        assertThat(status).isEqualTo(404);
    }

    @Test
    void aCallerBeyondItsLimitIsRefused() {
        assertThat(answerToCaller()).isNull();
        assertThat(answerToCaller()).isNull();

        Response refused = answerToCaller();

        assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.getHeaderString("Retry-After")).isEqualTo("60");
        assertThat(refused.getHeaderString("RateLimit")).isEqualTo("\"default\";r=0;t=60");
        assertThat(refused.getHeaderString("RateLimit-Policy")).isEqualTo("\"default\";q=2;w=60");
    }

    @Test
    void pagesForPeopleAreCountedByAddress() {
        IntStream.range(0, 1_200).forEach(i -> assertThat(answerToPerson()).isNull());

        assertProblem(answerToPerson(), 429, "too-many-requests");
        assertThat(answerToCaller()).isNull();
    }

    @Test
    void wrongKeysBeyondTheLimitHearThatInsteadOfAChallenge() {
        ContainerRequestContext request = RequestDouble.to("tokens/17").context();
        IntStream.range(0, 1_200).forEach(i -> filter.filter(request, answer(401, null)));
        assertThat(status).isEqualTo(401);

        fields.putSingle("WWW-Authenticate", "Bearer");
        filter.filter(request, answer(401, null));

        assertThat(status).isEqualTo(429);
        assertThat(((Problem) entity).code()).isEqualTo("too-many-requests");
        assertThat(fields)
                .containsKeys("Retry-After", "RateLimit", "RateLimit-Policy")
                .doesNotContainKey("WWW-Authenticate");
        assertThat(answerToCaller()).isNull();
    }

    private Response answerToCaller() {
        return answerTo(RequestDouble.to("tokens/17").as(CALLER));
    }

    private Response answerToPerson() {
        return answerTo(RequestDouble.to("oauth/login/1"));
    }

    private Response answerTo(RequestDouble request) {
        filter.filter(request.context());
        return request.answer();
    }

    private ContainerResponseContext answer(int code, Object body) {
        status = code;
        entity = body;
        return Stub.of(ContainerResponseContext.class)
                .answer("getStatus", nothing -> status)
                .answer("setStatus", set -> status = (int) set[0])
                .answer("setEntity", set -> entity = set[0])
                .answer("getHeaders", nothing -> fields)
                .make();
    }
}
