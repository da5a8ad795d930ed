package tokenmanagement.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
import tokenmanagement.support.TokenApi;

/** What an administrator does in the console, in a real Chromium: sign in, connect a branch, sign out. */
@ExtendWith(ArquillianExtension.class)
class AdminVisitIT {
    @Provided
    private Server server;

    @Provided
    private TokenApi api;

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

    @Test
    void whoeverIsNotSignedInIsAskedToSignIn() {
        console.open();

        console.assertAsksToSignIn();
        assertThat(page.url()).endsWith("/admin/sign-in");
        chromium.screenshot(page, "sign-in");
    }

    @Test
    void aWrongPasswordIsRefused() {
        console.signIn("not-the-password-at-all");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("wrong");
        console.open().assertAsksToSignIn();
    }

    @Test
    void aBranchIsConnectedThroughThePageOfTheAuthorizationServer() {
        Branch branch = branches.registered();

        console.signIn().search(branch.id());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Connect " + branch.id()))
                .click();
        assertThat(page.url()).startsWith(System.getenv("TOKEN_MANAGEMENT_GOOGLE_AUTHORIZATION_ENDPOINT"));
        console.consent();

        assertThat(page.locator("body")).containsText(branch.id());
        assertThat(page.url()).doesNotContain("code=").doesNotContain("state=");
        chromium.screenshot(page, "connected");
        console.open().search(branch.id());
        assertThat(console.row(branch)).containsText("Connected");
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    /** Route 2: an authorised person vouches for the account. */
    @Test
    void anAdministratorMayConnectAnyAccount() {
        Branch branch = branches.registered();

        console.signIn();
        page.navigate(api.loginAddress(branch.clientId()).toString());
        page.locator("input[name=email]").fill("somebody.else@example.com");
        console.consent();

        assertThat(page.locator("body")).containsText(branch.id());
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheSession() {
        console.signIn();
        console.press("Sign out");

        console.assertAsksToSignIn();
        console.open().assertAsksToSignIn();
        page.goBack();
        page.reload();
        console.assertAsksToSignIn();
    }

    @Test
    void theListFitsOnAPhone() {
        Branch branch = branches.connected();
        console.close();
        console = ConsolePage.in(chromium.phone(), server);

        console.signIn().search(branch.id());

        assertThat(console.row(branch)).containsText("Connected");
        assertThat(console.page().evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        chromium.screenshot(console.page(), "clients-phone");
    }
}
