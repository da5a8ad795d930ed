package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.Patience.patiently;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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

/** Route 9: disconnect a branch, delete a registration (fault 76). */
@ExtendWith(ArquillianExtension.class)
class DisconnectIT {
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

    private Answer disconnect(Branch branch) {
        return api.call("DELETE", "/tokens/" + branch.id());
    }

    private Answer delete(Branch branch) {
        return api.call("DELETE", "/clients/" + branch.clientId());
    }

    private void awaitEmptyList(Branch branch) {
        patiently().until(() -> database.rows("SELECT 1 FROM revocations WHERE branch_id = ?", branch.id())
                .isEmpty());
    }

    @Test
    void aBranchThatIsDisconnectedIsUnreadableAtOnceAndRevokedAtGoogle() {
        Branch branch = branches.connected();
        String refreshToken = api.refresh(branch.clientId()).text("refresh_token");

        Answer answer = disconnect(branch);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("revoked_at_google")).isEqualTo("pending");
        assertProblem(api.token(branch.id()), 409, "reauthorization-required");
        assertProblem(api.refresh(branch.clientId()), 409, "reauthorization-required");
        assertThat(api.client(branch.clientId()).text("status")).isEqualTo("disconnected");
        assertThat(database.token(branch))
                .containsEntry("is_revoked", true)
                .containsEntry("access_token_ciphertext", null)
                .containsEntry("refresh_token_ciphertext", null);
        awaitEmptyList(branch);
        assertThat(tokenEndpoint.ofToken(refreshToken).calls()).singleElement().satisfies(form -> assertThat(form)
                .containsOnlyKeys("token"));
    }

    @Test
    void doingItAgainChangesNothing() {
        Branch branch = branches.connected();
        disconnect(branch);
        awaitEmptyList(branch);
        Object stored = database.token(branch);

        Answer again = disconnect(branch);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("revoked_at_google")).isEqualTo("not-needed");
        assertThat(database.token(branch)).isEqualTo(stored);
        assertThat(disconnect(branches.registered()).text("revoked_at_google")).isEqualTo("not-needed");
        assertProblem(disconnect(branches.unknown()), 404, "not-found");
    }

    @Test
    void aDisconnectedBranchCanBeConnectedAgain() {
        Branch branch = branches.connected();
        disconnect(branch);
        awaitEmptyList(branch);

        assertThat(browser.connect(branch).status()).isEqualTo(200);
        assertThat(api.refresh(branch.clientId()).status()).isEqualTo(200);
    }

    @Test
    void aBranchWhoseTokenCannotBeReadCanStillBeDisconnected() {
        Branch branch = branches.connected();
        database.update(
                "UPDATE tokens SET refresh_token_ciphertext = access_token_ciphertext WHERE client_id = ?",
                (long) branch.clientId());

        assertThat(disconnect(branch).text("revoked_at_google")).isEqualTo("not-possible");
        assertThat(database.token(branch)).containsEntry("status", "REVOKED");
    }

    @Test
    void disconnectingWinsAgainstARefreshThatIsUnderWay() {
        Branch branch = branches.connected();
        String late = "canary-late-refresh-token-" + branch.id();
        tokenEndpoint
                .of(branch)
                .next(Reply.rotated("canary-late-access-token", late).after(Duration.ofSeconds(3)));
        var refreshing = CompletableFuture.supplyAsync(() -> api.refresh(branch.clientId()));
        patiently().until(() -> !tokenEndpoint.of(branch).refreshes().isEmpty());

        assertThat(disconnect(branch).text("revoked_at_google")).isEqualTo("pending");

        assertProblem(refreshing.join(), 409, "reauthorization-required");
        assertThat(database.token(branch))
                .containsEntry("status", "REVOKED")
                .containsEntry("refresh_token_ciphertext", null);
        patiently().until(() -> !tokenEndpoint.ofToken(late).calls().isEmpty());
        awaitEmptyList(branch);
    }

    @Test
    void aConsentThatIsUnderWayDoesNotBringTheBranchBack() {
        Branch branch = branches.connected();
        var callback = browser.consent(browser.start(branch), branch.email());

        disconnect(branch);

        assertProblem(browser.open(callback, Browser.PROGRAM), 400, "invalid-state");
        assertThat(database.token(branch)).containsEntry("status", "REVOKED");
    }

    @Test
    void aDeletedRegistrationIsGoneWithAllThatHungOnIt() {
        Branch branch = branches.connected();
        String refreshToken = api.refresh(branch.clientId()).text("refresh_token");

        Answer answer = delete(branch);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("revoked_at_google")).isEqualTo("pending");
        assertThat(answer.text("branch_id")).isEqualTo(branch.id());
        assertProblem(api.client(branch.clientId()), 404, "not-found");
        assertProblem(api.token(branch.id()), 404, "not-found");
        assertProblem(delete(branch), 404, "not-found");
        Stream.of("tokens", "token_generations", "connect_links").forEach(table -> assertThat(
                        database.rows("SELECT 1 FROM " + table + " WHERE client_id = ?", (long) branch.clientId()))
                .as(table)
                .isEmpty());
        awaitEmptyList(branch);
        assertThat(tokenEndpoint.ofToken(refreshToken).calls()).hasSize(1);
        assertThat(api.register(branch.registration()).status()).isEqualTo(201);
    }

    @Test
    void aDeletedRegistrationIsNotBroughtBackByARefresh() {
        Branch branch = branches.connected();
        String late = "canary-late-refresh-token-" + branch.id();
        tokenEndpoint
                .of(branch)
                .next(Reply.rotated("canary-late-access-token", late).after(Duration.ofSeconds(3)));
        var refreshing = CompletableFuture.supplyAsync(() -> api.refresh(branch.clientId()));
        patiently().until(() -> !tokenEndpoint.of(branch).refreshes().isEmpty());

        delete(branch);

        assertThat(refreshing.join().status()).isIn(404, 409);
        patiently().until(() -> !tokenEndpoint.ofToken(late).calls().isEmpty());
        assertThat(database.rows("SELECT 1 FROM clients WHERE branch_id = ?", branch.id()))
                .isEqualTo(List.of());
    }

    @Test
    void aCallbackForABranchThatWasDeletedMeanwhileFindsNothing() {
        Branch branch = branches.registered();
        var callback = browser.consent(browser.start(branch), branch.email());

        delete(branch);

        assertProblem(browser.open(callback, Browser.PROGRAM), 404, "not-found");
        assertThat(tokenEndpoint.of(branch).exchanges()).isEmpty();
    }

    @Test
    void tokensThatComeForABranchThatWasDeletedMeanwhileAreRevoked() {
        Branch branch = branches.registered();
        var fresh = new CompletableFuture<String>();
        tokenEndpoint
                .of(branch)
                .next(Reply.honest(
                                body -> fresh.complete(body.get("refresh_token").textValue()))
                        .after(Duration.ofSeconds(3)));
        var callback = browser.consent(browser.start(branch), branch.email());
        var finishing = CompletableFuture.supplyAsync(() -> browser.open(callback, Browser.PROGRAM));
        patiently().until(() -> !tokenEndpoint.of(branch).exchanges().isEmpty());

        delete(branch);

        assertProblem(finishing.join(), 404, "not-found");
        patiently().until(() -> !tokenEndpoint.ofToken(fresh.join()).calls().isEmpty());
        assertThat(database.rows("SELECT 1 FROM clients WHERE branch_id = ?", branch.id()))
                .isEmpty();
    }
}
