package tokenmanagement.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Chromium;
import tokenmanagement.support.ConsolePage;
import tokenmanagement.support.Database;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;

/** The list of clients as a person sees it, in a real Chromium. */
@ExtendWith(ArquillianExtension.class)
class AdminPageIT {
    @Provided
    private Server server;

    @Provided
    private Branches branches;

    @Provided
    private Database database;

    @Provided
    private Chromium chromium;

    private ConsolePage console;

    @BeforeEach
    void open() {
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
    void theListSaysHowEachBranchIs() {
        Branch connected = branches.connected();
        Branch waiting = branches.registered();

        console.signIn().search(connected.id());
        assertThat(console.row(connected)).containsText("Connected");
        assertThat(console.row(connected)).containsText("Workspace of " + connected.id());

        console.search(waiting.id());
        assertThat(console.row(waiting)).containsText("Never connected");
        assertThat(console.row(connected)).hasCount(0);
    }

    @Test
    void everyStateHasItsOwnWords() {
        String mark = branches.unknown().id().substring(0, 10);
        named("Old Mill Garage " + mark, branches.registered());
        named("Harbour Bakery " + mark, branches.connected());
        connected("Station Pharmacy " + mark, "status = 'REAUTHORIZATION_REQUIRED', last_error = 'invalid_grant'");
        connected("Park Hotel " + mark, "failures = 3, last_error = 'http_503', retry_at = now() + interval '9 min'");
        connected("Corner Books " + mark, "status = 'MISSING_SCOPE'");

        console.signIn().search(mark);

        assertThat(console.rows()).hasCount(5);
        assertThat(console.table().locator(".tm-badge").allInnerTexts())
                .hasSize(5)
                .doesNotHaveDuplicates();
        chromium.screenshot(console.page(), "clients");
    }

    @Test
    void theListIsPagedAndSorted() {
        String mark = branches.unknown().id();
        List<String> ids = IntStream.range(0, 23)
                .mapToObj(i -> named("Shop " + mark, branches.registered()).id())
                .sorted()
                .toList();

        console.signIn().search(mark);
        assertThat(console.rows()).hasCount(20);
        assertThat(console.rows().first()).containsText(ids.get(0));
        console.page().getByLabel("Next Page").click();
        assertThat(console.rows()).hasCount(3);
        assertThat(console.rows().last()).containsText(ids.get(22));

        console.table()
                .getByRole(AriaRole.COLUMNHEADER, new Locator.GetByRoleOptions().setName("Branch"))
                .click();
        assertThat(console.rows().first()).containsText(ids.get(22));
    }

    @Test
    void aSearchThatFindsNothingSaysSo() {
        Branch branch = branches.registered();

        console.signIn().search(branch.id()).state("connected");

        assertThat(console.table()).containsText("No client matches");
    }

    @Test
    void whatClientsAreCalledIsTextAndNothingElse() {
        Branch branch = named("<img src=x onerror=\"document.title='caught'\">", branches.registered());

        console.signIn().search(branch.id());

        assertThat(console.row(branch)).containsText("<img src=x onerror=");
        assertThat(console.page().title()).doesNotContain("caught");
    }

    @Test
    void everythingComesFromThisServer() {
        branches.connected();

        console.signIn().search("b-").state("connected");
        assertThat(console.table()).isVisible();

        assertThat(console.requests())
                .filteredOn(request -> !request.getScheme().equals("data"))
                .isNotEmpty()
                .allMatch(request ->
                        request.getAuthority().equals(server.address().getAuthority()));
    }

    private Branch named(String workspaceName, Branch branch) {
        database.update("UPDATE clients SET workspace_name = ? WHERE id = ?", workspaceName, (long) branch.clientId());
        return branch;
    }

    private void connected(String workspaceName, String state) {
        Branch branch = named(workspaceName, branches.connected());
        database.update("UPDATE tokens SET " + state + " WHERE client_id = ?", (long) branch.clientId());
    }
}
