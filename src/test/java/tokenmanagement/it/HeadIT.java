package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.time.Duration;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** HEAD of a token (fault 9). */
@ExtendWith(ArquillianExtension.class)
class HeadIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void headAnswersLikeGetWithoutABody() {
        Branch branch = branches.connected();

        Answer answer = api.call("HEAD", "/tokens/" + branch.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertUsualHeaders(answer);
    }

    @Test
    void refusesWhatGetRefuses() {
        Branch branch = branches.connected();

        assertThat(api.withoutKey().call("HEAD", "/tokens/" + branch.id()).status())
                .isEqualTo(401);
        assertThat(api.call("HEAD", "/tokens/no-such-branch").status()).isEqualTo(404);
        assertThat(api.call("HEAD", "/tokens/" + branch.id() + "?min_ttl=x").status())
                .isEqualTo(400);
    }

    @Test
    void manyOnAnExpiredTokenCauseOneRefresh() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ofSeconds(-1));

        for (int i = 0; i < 10; i++) {
            assertThat(api.call("HEAD", "/tokens/" + branch.id()).status()).isEqualTo(200);
        }

        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }
}
