package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.Answers.assertProblem;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.platform.Stub;

class ScopeFilterTest {
    /** Resource methods of every kind. */
    @SuppressWarnings("unused")
    private static final class Resource {
        @RequiredScope(Scope.REFRESH_TOKENS_READ)
        void guarded() {}

        @OpenToBrowsers
        void open() {}

        void forgotten() {}
    }

    private final RequestDouble request = RequestDouble.to("somewhere");

    private Response answerFrom(String method) {
        Method found = Arrays.stream(Resource.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElse(null);
        ScopeFilter filter = new ScopeFilter();
        filter.resource = Stub.of(ResourceInfo.class)
                .answer("getResourceMethod", nothing -> found)
                .make();
        filter.filter(request.context());
        return request.answer();
    }

    @Test
    void aCallerWithTheScopePasses() {
        request.as(new Caller("x", Set.of(Scope.REFRESH_TOKENS_READ)));

        assertThat(answerFrom("guarded")).isNull();
    }

    @Test
    void aCallerWithEveryOtherScopeDoesNot() {
        request.as(new Caller("x", EnumSet.complementOf(EnumSet.of(Scope.REFRESH_TOKENS_READ))));

        Response response = answerFrom("guarded");

        assertProblem(response, 403, "insufficient-scope");
        assertThat(response.getHeaderString("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"token-management\", error=\"insufficient_scope\","
                        + " scope=\"refresh-tokens:read\"");
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void anotherScopeIsNoSubstitute(Scope scope) {
        request.as(new Caller("x", Set.of(scope)));

        assertThat(answerFrom("guarded") == null).isEqualTo(scope == Scope.REFRESH_TOKENS_READ);
    }

    @Test
    void aRequestWithoutACallerDoesNotPass() {
        assertProblem(answerFrom("guarded"), 403, "insufficient-scope");
    }

    @Test
    void aMethodThatAsksForNoScopeAnswersNobody() {
        request.as(new Caller("x", EnumSet.allOf(Scope.class)));

        assertProblem(answerFrom("forgotten"), 403, "insufficient-scope");
    }

    @Test
    void whatIsOpenToBrowsersIsOpen() {
        assertThat(answerFrom("open")).isNull();
    }

    @Test
    void whatNoResourceMethodAnswersNobodyGets() {
        request.as(new Caller("x", EnumSet.allOf(Scope.class)));

        assertProblem(answerFrom("none"), 403, "insufficient-scope");
    }
}
