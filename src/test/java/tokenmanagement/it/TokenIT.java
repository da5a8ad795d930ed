package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Callers;
import tokenmanagement.support.Database;
import tokenmanagement.support.Logs;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Reply;
import tokenmanagement.support.TokenApi;
import tokenmanagement.support.TokenEndpoint;

/** Routes 4 and 5 while the authorization server does as it should. */
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

    @Provided
    private Logs logs;

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

    @Test
    void aBranchThatNobodyConnectedNeedsAPerson() {
        Branch branch = branches.registered();

        for (Answer answer : List.of(api.token(branch.id()), api.refresh(branch.clientId()))) {
            assertProblem(answer, 409, "reauthorization-required");
            assertThat(URI.create(answer.text("login_url"))).isEqualTo(api.loginAddress(branch.clientId()));
        }
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

    @Test
    void anInactiveClientHasNoToken() {
        Branch branch = branches.connected();
        database.update("UPDATE clients SET is_active = false WHERE id = ?", (long) branch.clientId());

        assertProblem(api.token(branch.id()), 404, "not-found");
        assertProblem(api.refresh(branch.clientId()), 404, "not-found");
    }

    @Test
    void headAnswersLikeGetWithoutABody() {
        Branch branch = branches.connected();

        Answer answer = api.call("HEAD", "/tokens/" + branch.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertUsualHeaders(answer);
    }

    @Test
    void aCiphertextFromAnotherBranchOpensNothing() {
        Branch branch = branches.connected();
        Branch other = branches.connected();
        database.update(
                "UPDATE tokens SET access_token_ciphertext ="
                        + " (SELECT access_token_ciphertext FROM tokens WHERE client_id = ?) WHERE client_id = ?",
                (long) other.clientId(),
                (long) branch.clientId());

        assertUnreadable(branch);
        assertThat(api.token(other.id()).status()).isEqualTo(200);
    }

    @Test
    void aFlippedBitOfACiphertextIsNoticed() {
        Branch branch = branches.connected();
        database.update(
                "UPDATE tokens SET access_token_ciphertext = set_bit(access_token_ciphertext, 100,"
                        + " 1 - get_bit(access_token_ciphertext, 100)) WHERE client_id = ?",
                (long) branch.clientId());

        assertUnreadable(branch);
    }

    @Test
    void anUnreadableRefreshTokenIsNeitherSentNorOverwritten() {
        Branch branch = branches.connected();
        database.update(
                "UPDATE tokens SET refresh_token_ciphertext = access_token_ciphertext WHERE client_id = ?",
                (long) branch.clientId());
        database.expireIn(branch, Duration.ZERO);

        assertUnreadable(branch);
        assertThat(tokenEndpoint.of(branch).refreshes()).isEmpty();
    }

    /** One row's own trouble: a problem with an incident, a log line that names the row, and nothing written over it. */
    private void assertUnreadable(Branch branch) {
        Map<String, Object> stored = database.token(branch);

        Answer answer = api.token(branch.id());

        assertProblem(answer, 500, "internal-error");
        assertThat(database.token(branch))
                .containsEntry("status", "ACTIVE")
                .extractingByKeys("access_token_ciphertext", "refresh_token_ciphertext")
                .usingRecursiveComparison()
                .isEqualTo(List.of(stored.get("access_token_ciphertext"), stored.get("refresh_token_ciphertext")));
        await().untilAsserted(() -> assertThat(logs.lines())
                .as("a line with the incident, and one that names table, column and row")
                .anyMatch(line -> line.contains(answer.text("incident")))
                .anyMatch(line -> line.matches(".*tokens\\.(access|refresh)_token.*\\b(" + branch.clientId() + "|"
                        + stored.get("id") + ")\\b.*")));
    }
}
