package tokenmanagement.support;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The console in a window of Chromium, by the words that a person reads. */
public final class ConsolePage implements AutoCloseable {
    private final Server server;
    private final BrowserContext window;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<URI> requests = new ArrayList<>();

    private ConsolePage(Server server, BrowserContext window) {
        this.server = server;
        this.window = window;
        this.page = window.newPage();
    }

    public static ConsolePage in(BrowserContext window, Server server) {
        ConsolePage console = new ConsolePage(server, window);
        console.page.onConsoleMessage(message -> {
            // Chromium also reports the status of a refused sign-in, and asks every site for an icon; the stand-in's
            // pages are not ours
            if (message.type().equals("error")
                    && !message.location().contains("/favicon.ico")
                    && !message.text().contains("status of 403")
                    && message.location().startsWith(server.address().toString())) {
                console.complaints.add(message.text() + " " + message.location());
            }
        });
        console.page.onPageError(console.complaints::add);
        window.onRequest(request -> console.requests.add(URI.create(request.url())));
        return console;
    }

    public Page page() {
        return page;
    }

    /** Errors of scripts, and what the content security policy had to stop. */
    public List<String> complaints() {
        return complaints;
    }

    public List<URI> requests() {
        return requests;
    }

    public ConsolePage open() {
        page.navigate(server.address("/admin/").toString());
        return this;
    }

    public ConsolePage signIn() {
        signIn(ConsoleForms.password());
        assertThat(button("Sign out")).isVisible();
        return this;
    }

    /** A page of the console by its address, for who is signed in. */
    public ConsolePage visit(String path) {
        page.navigate(server.address(path).toString());
        return this;
    }

    public void press(String name) {
        button(name).click();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Says yes in the question that a dangerous button asks. */
    public void confirm() {
        page.getByRole(AriaRole.DIALOG).getByText("Yes").click();
    }

    public void assertFitsItsWindow() {
        org.assertj.core.api.Assertions.assertThat(
                        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("no scrolling to the side")
                .isEqualTo(true);
    }

    public void signIn(String password) {
        open();
        page.getByLabel("User").fill(ConsoleForms.user());
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    public void assertAsksToSignIn() {
        assertThat(page.getByLabel("Password")).isVisible();
    }

    /** Types, as a person does: the list follows without a click. */
    public ConsolePage search(String text) {
        Locator field = page.getByLabel("Search").first();
        page.waitForResponse(
                response -> response.request().method().equals("POST")
                        && response.request().postData() != null
                        && response.request().postData().contains(text.replace(" ", "+")),
                () -> field.fill(text));
        return this;
    }

    public ConsolePage state(String word) {
        page.getByLabel("State", new Page.GetByLabelOptions().setExact(true)).selectOption(word);
        return this;
    }

    public Locator table() {
        return page.locator("[id='clients:table']");
    }

    public Locator rows() {
        return table().locator("tbody tr.ui-widget-content:not(.ui-datatable-empty-message)");
    }

    public Locator row(Branch branch) {
        return rows().filter(new Locator.FilterOptions().setHasText(branch.email()));
    }

    /** On the page of the authorization server: the one button that says yes. */
    public void consent() {
        page.getByRole(AriaRole.BUTTON).first().click();
        page.waitForURL(url -> url.startsWith(server.address().toString()));
    }

    @Override
    public void close() {
        window.close();
    }
}
