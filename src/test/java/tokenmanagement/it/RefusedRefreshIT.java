package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;

import java.time.Duration;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** A refresh that is refused because of the grant (faults 44, 45 and 55). */
@ExtendWith(ArquillianExtension.class)
class RefusedRefreshIT {
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
