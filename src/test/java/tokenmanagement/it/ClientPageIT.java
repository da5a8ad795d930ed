package tokenmanagement.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Chromium;
import tokenmanagement.support.ConsolePage;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** A branch's page in a real Chromium. */
@ExtendWith(ArquillianExtension.class)
class ClientPageIT {
    @Provided
    private Server server;

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser person;

    @Provided
    private Database database;

    @Provided
    private Chromium chromium;

    private ConsolePage console;
    private Page page;

    @BeforeEach
    void open() {
        console = ConsolePage.in(chromium.window(), server);
        page = console.page();
        console.signIn();
    }

    @AfterEach
    void close() {
        if (console != null) {
            console.close();
            assertThat(console.complaints())
                    .as("what Chromium complained about")
                    .filteredOn(complaint -> !complaint.contains("status of 404"))
                    .isEmpty();
        }
    }

    private void visit(Branch branch) {
        console.visit("/admin/client.xhtml?id=" + branch.clientId());
    }

    @Test
    void theListLeadsToIt() {
        Branch branch = branches.connected();

        console.search(branch.id());
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(branch.id()).setExact(true))
                .click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(branch.id())))
                .isVisible();
        assertThat(page.getByText("Nothing is to do.")).isVisible();
        assertThat(page.locator("body")).containsText(branch.googleClientId());
        assertThat(page.content()).doesNotContain(branch.clientSecret());
    }

    @Test
    void aTokenIsRefreshedAndItsHistoryGrows() {
        Branch branch = branches.connected();
        visit(branch);
        assertThat(page.locator(".tm-timeline li")).hasCount(1);

        console.press("Refresh now");

        assertThat(page.getByText("The access token is new.")).isVisible();
        assertThat(page.locator(".tm-timeline li")).hasCount(2);
        assertThat(page.locator(".tm-timeline li").first()).containsText("Somebody asked for a new token");
        assertThat(page.locator(".tm-timeline li").last()).containsText("A person connected the branch");
        chromium.screenshot(page, "client");
        page.reload();
        assertThat(page.locator(".tm-timeline li")).hasCount(2);
    }

    @Test
    void aWithdrawnConsentIsSaidInWordsWithWhatToDo() {
        Branch branch = branches.connected();
        database.update(
                "UPDATE tokens SET status = 'REAUTHORIZATION_REQUIRED', last_error = 'invalid_grant' WHERE client_id = ?",
                (long) branch.clientId());

        visit(branch);

        assertThat(page.locator(".tm-now")).containsText("Google says the app's consent was withdrawn");
        assertThat(page.locator(".tm-now")).containsText("Send this person a new connect link.");
        chromium.screenshot(page, "client-withdrawn");
    }

    @Test
    void aConnectLinkIsShownOnceAndConnectsAnyAccountOnce() {
        Branch branch = branches.registered();
        visit(branch);

        console.press("Make a connect link");
        assertThat(page.locator("#shown")).isVisible();
        String link = page.locator("#shown").textContent();
        chromium.screenshot(page, "client-link");

        page.reload();
        assertThat(page.getByText("Nobody has consented yet.")).isVisible();
        assertThat(page.content()).doesNotContain("link=");
        assertThat(person.open(URI.create(link)).status()).isEqualTo(302);
        assertThat(person.open(URI.create(link)).status()).isEqualTo(403);
    }

    @Test
    void aBranchIsDisconnectedAfterAQuestion() {
        Branch branch = branches.connected();
        visit(branch);

        console.press("Disconnect");
        console.confirm();

        assertThat(page.getByText("The connection is cut: our copy is gone")).isVisible();
        assertThat(page.locator(".tm-now")).containsText("Disconnected");
        assertThat(api.token(branch.id()).status()).isEqualTo(409);
    }

    @Test
    void aRegistrationIsSwitchedOffAndOn() {
        Branch branch = branches.connected();
        visit(branch);

        console.press("Switch off");
        console.confirm();
        assertThat(page.locator(".tm-now")).containsText("Inactive");
        assertThat(api.token(branch.id()).status()).isEqualTo(404);

        console.press("Switch on");
        assertThat(page.getByText("active again.")).isVisible();
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void whoLookedAtAnOlderRegistrationIsTold() {
        Branch branch = branches.connected();
        visit(branch);
        database.update("UPDATE clients SET version = version + 1 WHERE id = ?", (long) branch.clientId());

        console.press("Switch off");
        console.confirm();

        assertThat(page.getByText("Somebody changed this registration")).isVisible();
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?id=999999999", "?id=0", "?id=x", "?id=1%20OR%201=1", ""})
    void thereIsNoPageForAClientThatIsNot(String query) {
        int status = page.navigate(server.address("/admin/client.xhtml" + query).toString())
                .status();

        assertThat(status).isEqualTo(404);
        assertThat(page.getByText("There is nothing at this address.")).isVisible();
    }

    @Test
    void namesAreTextAndNothingElse() {
        Branch branch = branches.connected();
        String script = "<img src=x onerror=\"document.title='caught'\">#{1+1}";
        database.update("UPDATE clients SET workspace_name = ? WHERE id = ?", script, (long) branch.clientId());
        database.update("UPDATE tokens SET google_email = ?, last_error = ? WHERE client_id = ?", script, script, (long)
                branch.clientId());

        visit(branch);

        assertThat(page.locator(".tm-lead").first()).hasText(script);
        assertThat(page.title()).doesNotContain("caught");
    }

    @Test
    void thePageFitsAPhone() {
        Branch branch = branches.connected();
        api.refresh(branch.clientId());
        console.close();
        console = ConsolePage.in(chromium.phone(), server);

        console.signIn().visit("/admin/client.xhtml?id=" + branch.clientId());

        console.assertFitsItsWindow();
        chromium.screenshot(console.page(), "client-phone");
    }
}
