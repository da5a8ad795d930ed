package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;

/** Route 14: what Prometheus asks. */
@ExtendWith(ArquillianExtension.class)
class MetricsIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Keys keys;

    @Test
    void aProgramOnTheSameMachineNeedsNoKey() {
        Answer answer = api.withoutKey().get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElse("").replace(" ", ""))
                .isEqualToIgnoringCase("text/plain;version=0.0.4;charset=utf-8");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.body())
                .contains("# TYPE tokenmgmt_build_info gauge")
                .containsPattern("tokenmgmt_build_info\\{version=\"\\d+\\.\\d+\\.\\d+[^\"]*\"} 1\\b")
                .contains("jvm_memory_used_bytes{area=\"heap\"", "jvm_threads_live_threads", "jvm_gc_pause_seconds");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 127.0.0.1",
        "x-forwarded-host, localhost",
        "Forwarded, for=127.0.0.1",
        "X-Real-IP, 127.0.0.1",
        "Via, 1.1 proxy"
    })
    void whatAProxyPassedOnNeedsAKey(String header, String value) {
        assertProblem(api.withoutKey().get("/metrics", header, value), 401, "invalid-token");
    }

    @Test
    void aPresentedKeyIsJudgedWhereverItComesFrom() {
        Answer wrong = api.withKey("wrong").get("/metrics");
        Answer other = keys.with("tokens:read").api().get("/metrics");

        assertProblem(wrong, 401, "invalid-token");
        assertThat(wrong.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).contains("error=\"invalid_token\""));
        assertProblem(other, 403, "insufficient-scope");
        assertThat(other.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).contains("scope=\"metrics:read\""));
    }

    @Test
    void openMetricsIsSpokenOnRequest() {
        Answer answer = api.get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @Test
    void noLabelNamesABranchOrAnAccount() {
        Branch branch = branches.connected();
        api.token(branch.id());
        api.refresh(branch.clientId());

        assertThat(api.get("/metrics").body())
                .doesNotContain(branch.id(), branch.email())
                .doesNotContainPattern("(?i)[{,](branch|client|account|email|caller)[a-z_]*=");
    }

    @Test
    void theServersOwnFiguresStayCovered() {
        assertThat(api.get("/metrics/").status()).isEqualTo(404);
        assertThat(api.get("/metrics/application").status()).isEqualTo(404);
    }
}
