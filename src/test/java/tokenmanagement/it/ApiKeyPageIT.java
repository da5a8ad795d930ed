package tokenmanagement.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Chromium;
import tokenmanagement.support.ConsolePage;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** The page of the API keys in a real Chromium. */
@ExtendWith(ArquillianExtension.class)
class ApiKeyPageIT {
    private static final String PATH = "/admin/api-keys.xhtml";

    @Provided
    private Server server;

    @Provided
    private TokenApi api;

    @Provided
    private Keys keys;

    @Provided
    private Database database;

    @Provided
    private Chromium chromium;

    private final String name = "program-" + UUID.randomUUID();
    private ConsolePage console;
    private Page page;

    @BeforeEach
    void open() {
        console = ConsolePage.in(chromium.window(), server);
        page = console.page();
        console.signIn().visit(PATH);
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

    private void fillIn(String scope, String branches) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("(" + scope + ")").check();
        page.getByLabel("Only for these branches").fill(branches);
    }

    private String created() {
        console.press("Create API key");
        assertThat(page.locator("#shown")).isVisible();
        return page.locator("#shown").textContent();
    }

    private Locator row() {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void aKeyIsCreatedAndOpensWhatItShould() {
        fillIn("clients:read", "b-1\nshop-*");

        String key = created();

        assertThat(api.withKey(key).clients("").status()).isEqualTo(200);
        assertThat(api.withKey(key).refresh(1).status()).isEqualTo(403);
        assertThat(row()).containsText("Active");
        assertThat(row()).containsText("shop-*");
        assertThat(page.getByLabel("Name")).hasValue("");
        chromium.screenshot(page, "api-key-created");
    }

    @Test
    void theKeyIsShownOnceAndIsGoneAfterAReloadOrBack() {
        fillIn("tokens:read", "");
        String key = created();

        page.reload();
        assertThat(row()).containsText("Active");
        assertThat(page.content()).doesNotContain(key);
        console.visit("/admin/");
        page.goBack();
        assertThat(row()).containsText("Active");
        assertThat(page.content()).doesNotContain(key);
    }

    /** Whatever the session kept would come back with another part of the same page. */
    @Test
    void anotherAnswerToTheSamePageDoesNotHoldTheKey() {
        fillIn("tokens:read", "");
        String key = created();

        console.press("Create API key");

        assertThat(page.getByText("Choose at least one.")).isVisible();
        assertThat(page.locator("#shown")).hasCount(0);
        assertThat(page.content()).doesNotContain(key);
    }

    @Test
    void theKeyIsCopiedByAButton() {
        page.context().grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));
        fillIn("tokens:read", "");
        String key = created();

        console.press("Copy");

        assertThat(page.getByText("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(key);
    }

    @Test
    void aFormThatIsSentTwiceMakesOneKey() {
        fillIn("tokens:read", "");

        page.evaluate(
                """
                () => {
                  const form = document.getElementById('create');
                  const fields = new URLSearchParams(new FormData(form));
                  fields.append('create:create', 'create:create');
                  const send = () => fetch(form.action, {method: 'POST', body: new URLSearchParams(fields)});
                  return Promise.all([send(), send()]);
                }
                """);

        assertThat(database.value("SELECT count(*) FROM api_keys WHERE name = ?", name))
                .isEqualTo(1L);
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        page.getByLabel("Name").fill("two words");
        page.getByLabel("Only for these branches").fill("a/b");
        console.press("Create API key");

        assertThat(page.getByText("1 to 64 of A-Z")).isVisible();
        assertThat(page.getByText("Choose at least one.")).isVisible();
        assertThat(page.getByText("At most 100 lines")).isVisible();
        assertThat(page.getByLabel("Name")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByLabel("Name")).hasValue("two words");
        chromium.screenshot(page, "api-key-refused");
    }

    @Test
    void aThirdActiveKeyOfOneNameIsRefused() {
        for (int active = 1; active <= 2; active++) {
            fillIn("tokens:read", "");
            created();
            assertThat(row()).hasCount(active);
        }
        fillIn("tokens:read", "");
        console.press("Create API key");

        assertThat(page.getByText("has two active API keys")).isVisible();
        assertThat(row()).hasCount(2);
    }

    @Test
    void aKeyIsRevokedAfterAQuestion() {
        Keys.Key key = keys.with("clients:read");
        console.visit(PATH);
        Locator revoke = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Revoke " + key.name() + " no. " + key.id()));

        revoke.click();
        chromium.screenshot(page, "api-key-revoke");
        page.getByRole(AriaRole.DIALOG).getByText("Cancel").click();
        assertThat(key.api().clients("").status()).isEqualTo(200);
        revoke.click();
        console.confirm();

        assertThat(page.getByText("The API key is revoked.")).isVisible();
        assertThat(key.api().clients("").status()).isEqualTo(401);
        assertThat(revoke).hasCount(0);
    }

    @Test
    void thePageFitsAPhone() {
        keys.with("tokens:read", "tokens:refresh");
        console.close();
        console = ConsolePage.in(chromium.phone(), server);

        console.signIn().visit(PATH);

        console.assertFitsItsWindow();
        chromium.screenshot(console.page(), "api-keys-phone");
    }
}
