package tokenmanagement.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Chromium;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** The console as a person sees it, in a real Chromium. */
@ExtendWith(ArquillianExtension.class)
class AdminPageIT {
    @Provided
    private Server server;

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private Chromium chromium;

    private final Page.GetByLabelOptions exactly = new Page.GetByLabelOptions().setExact(true);
    private final List<String> complaints = new ArrayList<>();
    private final List<URI> requests = new ArrayList<>();
    private BrowserContext window;
    private Page page;

    @BeforeEach
    void open() {
        use(chromium.window());
    }

    @AfterEach
    void close() {
        if (window != null) {
            window.close();
        }
        assertThat(complaints).as("what Chromium complained about").isEmpty();
    }

    private void use(BrowserContext other) {
        window = other;
        page = window.newPage();
        page.onConsoleMessage(message -> {
            // Chromium also reports the status of a refused sign-in, and asks every site for an icon; the stand-in's
            // pages are not ours
            if (message.type().equals("error")
                    && !message.location().contains("/favicon.ico")
                    && !message.text().contains("status of 403")
                    && message.location().startsWith(server.address().toString())) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
        window.onRequest(request -> requests.add(URI.create(request.url())));
    }

    @Test
    void whoeverIsNotSignedInIsAskedToSignIn() {
        page.navigate(console());

        assertThat(page.getByLabel("User")).isVisible();
        assertThat(page.getByLabel("Password")).isVisible();
        assertThat(page.url()).endsWith("/admin/sign-in");
        chromium.screenshot(page, "sign-in");
    }

    @Test
    void aWrongPasswordIsRefused() {
        signIn("not-the-password-at-all");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("wrong");
        page.navigate(console());
        assertThat(page.getByLabel("Password")).isVisible();
    }

    @Test
    void theListSaysHowEachBranchIs() {
        Branch connected = branches.connected();
        Branch waiting = branches.registered();

        signIn();
        search(connected.id());
        assertThat(row(connected)).containsText("Connected");
        assertThat(row(connected)).containsText(connected.email());
        assertThat(row(connected)).containsText("Workspace of " + connected.id());
        search(waiting.id());
        assertThat(row(waiting)).containsText("Never connected");
        assertThat(row(connected)).hasCount(0);
    }

    @Test
    void everyStateHasItsOwnWords() {
        String mark = branches.unknown().id().substring(0, 10);
        named("Harbour Bakery " + mark, branches.connected());
        named("Old Mill Garage " + mark, branches.registered());
        Branch refused = named("Station Pharmacy " + mark, branches.connected());
        token(refused, "status = 'REAUTHORIZATION_REQUIRED', last_error = 'invalid_grant', last_error_at = now()");
        Branch failing = named("Park Hotel " + mark, branches.connected());
        token(
                failing,
                "failures = 3, last_error = 'http_503', last_error_at = now(), retry_at = now() + interval '9 min'");
        Branch unticked = named("Corner Books " + mark, branches.connected());
        token(unticked, "status = 'MISSING_SCOPE'");
        Branch broken = named("Lake Cinema " + mark, branches.connected());
        database.update(
                "UPDATE clients SET misconfigured_error = 'invalid_client', misconfigured_at = now() WHERE id = ?",
                (long) broken.clientId());

        signIn();
        search(mark);

        assertThat(rows()).hasCount(6);
        assertThat(table().locator(".tm-badge").allInnerTexts()).hasSize(6).doesNotHaveDuplicates();
        chromium.screenshot(page, "clients");
    }

    @Test
    void aSearchThatFindsNothingSaysSo() {
        branches.registered();

        signIn();
        search("no such branch anywhere");

        assertThat(table()).containsText("No client matches");
    }

    @Test
    void theListIsPagedAndSorted() {
        String mark = branches.unknown().id();
        List<String> ids = IntStream.range(0, 23)
                .mapToObj(i -> register("Shop " + mark))
                .sorted()
                .toList();

        signIn();
        search(mark);
        assertThat(rows()).hasCount(20);
        assertThat(rows().first()).containsText(ids.get(0));
        page.getByLabel("Next Page").click();
        assertThat(rows()).hasCount(3);
        assertThat(rows().last()).containsText(ids.get(22));

        table().getByRole(AriaRole.COLUMNHEADER, new Locator.GetByRoleOptions().setName("Branch"))
                .click();
        assertThat(rows().first()).containsText(ids.get(22));
    }

    @Test
    void theStateFilterNarrowsTheList() {
        String mark = branches.unknown().id();
        String id = register("Shop " + mark);

        signIn();
        search(mark);
        assertThat(rows().filter(new Locator.FilterOptions().setHasText(id))).hasCount(1);
        page.getByLabel("State", exactly).selectOption("connected");

        assertThat(table()).containsText("No client matches");
    }

    @Test
    void aBranchIsConnectedThroughThePageOfTheAuthorizationServer() {
        Branch branch = branches.registered();

        signIn();
        search(branch.id());
        row(branch).getByRole(AriaRole.LINK).click();
        assertThat(page.url()).startsWith(System.getenv("TOKEN_MANAGEMENT_GOOGLE_AUTHORIZATION_ENDPOINT"));
        page.getByRole(AriaRole.BUTTON).first().click();
        page.waitForURL(url -> url.startsWith(server.address().toString()));

        assertThat(page.locator("body")).containsText(branch.id());
        assertThat(page.url()).doesNotContain("code=").doesNotContain("state=");
        chromium.screenshot(page, "connected");
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
        page.navigate(console());
        search(branch.id());
        assertThat(row(branch)).containsText("Connected");
    }

    @Test
    void anAdministratorMayConnectAnyAccount() {
        Branch branch = branches.registered();

        signIn();
        page.navigate(api.loginAddress(branch.clientId()).toString());
        page.locator("input[name=email]").fill("somebody.else@example.com");
        page.getByRole(AriaRole.BUTTON).first().click();
        page.waitForURL(url -> url.startsWith(server.address().toString()));

        assertThat(page.locator("body")).containsText(branch.id());
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheSession() {
        signIn();
        page.getByText("Sign out").click();

        assertThat(page.getByLabel("Password")).isVisible();
        page.navigate(console());
        assertThat(page.getByLabel("Password")).isVisible();
        page.goBack();
        page.reload();
        assertThat(page.getByLabel("Password")).isVisible();
    }

    @Test
    void everythingComesFromThisServer() {
        branches.connected();

        signIn();
        search("b-");
        page.getByLabel("State", exactly).selectOption("connected");
        assertThat(table()).isVisible();

        assertThat(requests)
                .filteredOn(request -> !request.getScheme().equals("data"))
                .isNotEmpty()
                .allMatch(request ->
                        request.getAuthority().equals(server.address().getAuthority()));
    }

    @Test
    void whatClientsAreCalledIsTextAndNothingElse() {
        String mark = branches.unknown().id();
        String id = register("<img src=x onerror=\"document.title='caught'\"> " + mark);

        signIn();
        search(mark);

        assertThat(rows().filter(new Locator.FilterOptions().setHasText(id))).containsText("<img src=x onerror=");
        assertThat(page.title()).doesNotContain("caught");
    }

    @Test
    void theListFitsOnAPhone() {
        Branch branch = branches.connected();
        window.close();
        use(chromium.phone());

        signIn();
        search(branch.id());

        assertThat(row(branch)).containsText("Connected");
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        chromium.screenshot(page, "clients-phone");
    }

    private String console() {
        return server.address("/admin/").toString();
    }

    private void signIn() {
        signIn(System.getenv("TOKEN_MANAGEMENT_ADMIN_PASSWORD"));
        assertThat(page.getByText("Sign out")).isVisible();
    }

    private void signIn(String password) {
        page.navigate(console());
        page.getByLabel("User").fill(System.getenv("TOKEN_MANAGEMENT_ADMIN_USER"));
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    /** Types, as a person does: the list follows without a click. */
    private void search(String text) {
        Locator field = page.getByLabel("Search").first();
        field.fill("");
        page.waitForResponse(
                response -> response.request().method().equals("POST")
                        && response.request().postData() != null
                        && response.request().postData().contains(text.replace(" ", "+")),
                () -> field.fill(text));
    }

    private Locator table() {
        return page.locator("[id='clients:table']");
    }

    private Locator rows() {
        return table().locator("tbody tr.ui-widget-content:not(.ui-datatable-empty-message)");
    }

    private Locator row(Branch branch) {
        return rows().filter(new Locator.FilterOptions().setHasText(branch.email()));
    }

    private Branch named(String workspaceName, Branch branch) {
        database.update("UPDATE clients SET workspace_name = ? WHERE id = ?", workspaceName, (long) branch.clientId());
        return branch;
    }

    private void token(Branch branch, String state) {
        database.update("UPDATE tokens SET " + state + " WHERE client_id = ?", (long) branch.clientId());
    }

    private String register(String workspaceName) {
        Branch branch = branches.unknown();
        Map<String, Object> registration = branch.registration();
        registration.put("workspace_name", workspaceName);
        assertThat(api.register(registration).status()).isEqualTo(201);
        return branch.id();
    }
}
