package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** One way to refresh: by a read that finds too little life left, or on demand (route 4). */
@ExtendWith(ArquillianExtension.class)
class TokenRefreshIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void theRefreshAsksAsGoogleWantsIt() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);

        api.token(branch.id());

        Map<String, String> form = tokenEndpoint.of(branch).refreshes().get(0);
        assertThat(form)
                .containsOnlyKeys("grant_type", "refresh_token", "client_id", "client_secret")
                .containsEntry("client_id", branch.googleClientId())
                .containsEntry("client_secret", branch.clientSecret());
    }

    @Test
    void fiftyCallersOfAnExpiredTokenCauseOneRefresh() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.honest().after(Duration.ofMillis(500)));

        List<Answer> answers = Callers.atOnce(50, () -> api.token(branch.id()));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.text("access_token"))
                .hasSize(50)
                .containsOnly(answers.get(0).text("access_token"));
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }

    @Test
    void aNewRefreshTokenReplacesTheOldOne() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ZERO);
        tokenEndpoint.of(branch).next(Reply.rotated("access-2", "refresh-2"), Reply.granted("access-3"));

        assertThat(api.token(branch.id()).text("access_token")).isEqualTo("access-2");
        database.expireIn(branch, Duration.ZERO);
        assertThat(api.token(branch.id()).text("access_token")).isEqualTo("access-3");

        assertThat(tokenEndpoint.of(branch).refreshes().get(1)).containsEntry("refresh_token", "refresh-2");
    }

    @Test
    void theOldRefreshTokenStaysWhenNoneComesBack() {
        Branch branch = branches.connected();
        tokenEndpoint
                .of(branch)
                .next(
                        Reply.granted("access-2"),
                        Reply.json(
                                200,
                                "{\"access_token\":\"access-3\",\"token_type\":\"bearer\",\"expires_in\":3599,\"refresh_token\":null}"),
                        Reply.json(
                                200,
                                "{\"access_token\":\"access-4\",\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"refresh_token\":\"\"}"));

        for (String expected : List.of("access-2", "access-3", "access-4")) {
            database.expireIn(branch, Duration.ZERO);
            assertThat(api.token(branch.id()).text("access_token")).isEqualTo(expected);
        }

        assertThat(tokenEndpoint.of(branch).refreshes())
                .extracting(form -> form.get("refresh_token"))
                .hasSize(3)
                .containsOnly(tokenEndpoint.of(branch).refreshes().get(0).get("refresh_token"));
    }

    @Test
    void refreshesOnDemand() {
        Branch branch = branches.connected();
        String before = api.token(branch.id()).text("access_token");

        Answer answer = api.refresh(branch.clientId());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "success", "message", "client_id", "access_token", "refresh_token", "expires_at");
        assertThat(answer.text("message")).isEqualTo("Token refreshed successfully");
        assertThat(answer.number("client_id")).isEqualTo(branch.clientId());
        assertThat(answer.text("access_token")).isNotEqualTo(before);
        assertThat(answer.text("refresh_token"))
                .isEqualTo(tokenEndpoint.of(branch).refreshes().get(0).get("refresh_token"));
        assertThat(api.token(branch.id()).text("access_token")).isEqualTo(answer.text("access_token"));
        assertUsualHeaders(answer);
    }
}
