package tokenmanagement.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Chromium;
import tokenmanagement.support.ConsolePage;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;

/** The audit trail in a real Chromium. */
@ExtendWith(ArquillianExtension.class)
class AuditPageIT {
    private static final String PATH = "/admin/audit.xhtml";

    @Provided
    private Server server;

    @Provided
    private Branches branches;

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
                    .isEmpty();
        }
    }

    private Locator rows() {
        return page.locator("tbody tr");
    }

    @Test
    void whatWasDoneAboutABranchIsFoundByItsNameNewestFirst() {
        Branch branch = branches.connected();
        console.visit("/admin/client.xhtml?id=" + branch.clientId());
        console.press("Refresh now");

        console.visit(PATH);
        page.getByLabel("Branch").fill(branch.id());
        console.press("Search");

        assertThat(rows().first()).containsText("token.refresh");
        assertThat(rows().first()).containsText("administrator:admin");
        assertThat(rows().filter(new Locator.FilterOptions().setHasText("client.register")))
                .hasCount(1);
        assertThat(page.getByLabel("Branch")).hasValue(branch.id());
        chromium.screenshot(page, "audit");
    }

    @Test
    void everyActionOfTheConsoleLeavesAnEntry() {
        Branch branch = branches.registered();
        console.visit("/admin/client.xhtml?id=" + branch.clientId());
        console.press("Make a connect link");
        assertThat(page.locator("#shown")).isVisible();

        console.visit(PATH + "?caller=administrator:admin&branch=" + branch.id());

        assertThat(rows()).hasCount(1);
        assertThat(rows()).containsText("connect-link.create");
        assertThat(page.locator("body")).not().containsText("link=");
    }

    @Test
    void theTrailIsVerified() {
        branches.registered();

        console.visit(PATH).press("Verify the trail");

        assertThat(page.getByText("The trail is whole")).isVisible();
    }

    @Test
    void aDayThatIsNoneIsSaid() {
        console.visit(PATH + "?from=tomorrow");

        assertThat(page.getByText("A day is written like")).isVisible();
        assertThat(rows()).hasCount(0);
    }

    @Test
    void whatIsSearchedForIsTextAndNothingElse() {
        console.visit(PATH + "?branch=%22%3E%3Cimg%20src=x%20onerror=document.title=1%3E%23%7B1%2B1%7D");

        assertThat(page.getByLabel("Branch")).hasValue("\"><img src=x onerror=document.title=1>#{1+1}");
        assertThat(page.locator("img[src=x]")).hasCount(0);
    }

    @Test
    void thePageFitsAPhone() {
        branches.connected();
        console.close();
        console = ConsolePage.in(chromium.phone(), server);

        console.signIn().visit(PATH);

        console.assertFitsItsWindow();
        chromium.screenshot(console.page(), "audit-phone");
    }
}
