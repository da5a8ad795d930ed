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
import tokenmanagement.support.Branches;
import tokenmanagement.support.Chromium;
import tokenmanagement.support.ConsolePage;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;

/** The page of the encryption keys in a real Chromium. */
@ExtendWith(ArquillianExtension.class)
class EncryptionPageIT {
    @Provided
    private Server server;

    @Provided
    private Branches branches;

    @Provided
    private Chromium chromium;

    private ConsolePage console;

    @BeforeEach
    void open() {
        branches.connected();
        console = ConsolePage.in(chromium.window(), server);
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
    void eachKeyIsShownWithWhatNeedsIt() {
        Page page = console.signIn().page();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Encryption"))
                .click();

        assertThat(page.locator("tbody tr").first()).containsText("Encrypts");
        assertThat(page.locator("tbody tr").first()).containsText("clients.client_secret_ciphertext");
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        assertThat(page.locator("nav [aria-current=page]")).hasText("Encryption");
        chromium.screenshot(page, "encryption");
    }

    @Test
    void thePageFitsAPhone() {
        console.close();
        console = ConsolePage.in(chromium.phone(), server);

        console.signIn().visit("/admin/encryption.xhtml");

        console.assertFitsItsWindow();
        chromium.screenshot(console.page(), "encryption-phone");
    }
}
