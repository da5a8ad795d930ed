package tokenmanagement.support;

import static org.assertj.core.api.Assertions.assertThat;

/** What every answer of the API has in common. */
public final class ApiAssert {
    private ApiAssert() {}

    /** RFC 9457 in the form of the contract; says what went wrong, and not how this service is built. */
    public static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.contentType()).as(answer.toString()).startsWith("application/problem+json");
        assertThat(answer.text("code")).as(answer.body()).isEqualTo(code);
        assertThat(answer.text("type")).isEqualTo("urn:token-management:" + code);
        assertThat(answer.text("title")).isNotBlank();
        assertThat(answer.number("status")).isEqualTo(status);
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.json().required("success").booleanValue()).isFalse();
        assertThat(answer.body())
                .doesNotContain("Exception", "\tat ", "org.", "com.", "jakarta.", "tokenmanagement.", "SQL");
        assertUsualHeaders(answer);
    }

    public static void assertUsualHeaders(Answer answer) {
        assertThat(answer.header("Cache-Control")).as(answer.toString()).hasValue("no-store");
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    /** Refused for some reason that the sender can mend; never a failure of ours. */
    public static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        assertProblem(answer, answer.status(), answer.text("code"));
    }
}
