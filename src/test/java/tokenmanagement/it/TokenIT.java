package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/** Route 5 while the authorization server does as it should. */
@ExtendWith(ArquillianExtension.class)
class TokenIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private TokenEndpoint tokenEndpoint;

    @Test
    void handsOutATokenThatWorks() {
        Branch branch = branches.connected();

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "success",
                        "message",
                        "client_id",
                        "branch_id",
                        "access_token",
                        "token_type",
                        "scope",
                        "expires_at",
                        "expires_in");
        assertThat(answer.json().get("success").booleanValue()).isTrue();
        assertThat(answer.text("message")).isEqualTo("Token retrieved successfully");
        assertThat(answer.number("client_id")).isEqualTo(branch.clientId());
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.text("scope")).contains("https://www.googleapis.com/auth/business.manage");
        assertThat(answer.number("expires_in")).isBetween(3500, 3600);
        assertThat(Instant.parse(answer.text("expires_at")))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
        assertThat(answer.header("Token-Warning")).isEmpty();
        assertThat(answer.header("ETag")).isEmpty();
        assertUsualHeaders(answer);
    }

    @Test
    void aFreshTokenCostsNoCall() {
        Branch branch = branches.connected();

        List<String> tokens = List.of(
                api.token(branch.id()).text("access_token"),
                api.token(branch.id()).text("access_token"));

        assertThat(tokens.get(0)).isEqualTo(tokens.get(1));
        assertThat(tokenEndpoint.of(branch).refreshes()).isEmpty();
    }

    @Test
    void aTokenWithLessThanFiveMinutesLeftIsRefreshedFirst() {
        Branch branch = branches.connected();
        String before = api.token(branch.id()).text("access_token");
        database.expireIn(branch, Duration.ofSeconds(299));

        Answer answer = api.token(branch.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("access_token")).isNotEqualTo(before);
        assertThat(answer.number("expires_in")).isGreaterThan(3500);
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }

    @Test
    void aTokenWithMoreThanFiveMinutesLeftIsServedAsItIs() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ofSeconds(330));

        assertThat(api.token(branch.id()).number("expires_in")).isBetween(300, 330);
        assertThat(tokenEndpoint.of(branch).refreshes()).isEmpty();
    }

    @Test
    void aCallerMayAskForAnotherMargin() {
        Branch branch = branches.connected();
        database.expireIn(branch, Duration.ofSeconds(200));

        Answer little = api.token(branch.id(), 0);
        Answer much = api.token(branch.id(), 3000);

        assertThat(little.number("expires_in")).isBetween(150, 200);
        assertThat(much.number("expires_in")).isGreaterThan(3000);
        assertThat(tokenEndpoint.of(branch).refreshes()).hasSize(1);
    }

    @Test
    void aBranchThatNobodyConnectedNeedsAPerson() {
        Branch branch = branches.registered();

        for (Answer answer : List.of(api.token(branch.id()), api.refresh(branch.clientId()))) {
            assertProblem(answer, 409, "reauthorization-required");
            assertThat(URI.create(answer.text("login_url"))).isEqualTo(api.loginAddress(branch.clientId()));
        }
    }

    @Test
    void anInactiveClientHasNoToken() {
        Branch branch = branches.connected();
        database.update("UPDATE clients SET is_active = false WHERE id = ?", (long) branch.clientId());

        assertProblem(api.token(branch.id()), 404, "not-found");
        assertProblem(api.refresh(branch.clientId()), 404, "not-found");
    }
}
