package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.ConsoleForms;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Server;

/** What changes something in the console, seen from the wire: only a form of a page of the same session (faults 21, 22). */
@ExtendWith(ArquillianExtension.class)
class ConsoleActionIT {
    private static final String SIGNED_IN = "Sign out";

    @Provided
    private Server server;

    @Provided
    private ConsoleForms console;

    @Provided
    private Browser browser;

    @Provided
    private Browser stranger;

    @Provided
    private Branches branches;

    @Provided
    private Keys keys;

    @Provided
    private Database database;

    @BeforeEach
    void signIn() {
        console.signIn(browser);
    }

    private Map<String, String> refreshForm(Branch branch, String viewState) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("act", "act");
        form.put("id", Integer.toString(branch.clientId()));
        form.put("act:refresh", "Refresh now");
        form.put("jakarta.faces.ViewState", viewState);
        return form;
    }

    private String viewState(Browser of, Branch branch) {
        return console.viewState(of, "/admin/client.xhtml?id=" + branch.clientId());
    }

    private Object generation(Branch branch) {
        return database.token(branch).get("generation");
    }

    @Test
    void theFormOfThePageRefreshes() {
        Branch branch = branches.connected();
        Object before = generation(branch);

        Answer answer =
                browser.submit(server.address("/admin/client.xhtml"), refreshForm(branch, viewState(browser, branch)));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location"))
                .hasValue("/admin/client.xhtml?id=" + branch.clientId() + "&notice=refreshed");
        assertThat(generation(branch)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:2", "x", "-1:-1", "<script>"})
    void aForgedPageStateChangesNothing(String forged) {
        Branch branch = branches.connected();
        Object before = generation(branch);

        Answer answer = browser.submit(server.address("/admin/client.xhtml"), refreshForm(branch, forged));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(generation(branch)).isEqualTo(before);
    }

    @Test
    void thePageStateOfAnotherSessionChangesNothing() {
        Branch branch = branches.connected();
        Object before = generation(branch);
        console.signIn(stranger);

        Answer answer =
                browser.submit(server.address("/admin/client.xhtml"), refreshForm(branch, viewState(stranger, branch)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(generation(branch)).isEqualTo(before);
    }

    @Test
    void aGetWithEveryFieldOfTheFormChangesNothing() {
        Branch branch = branches.connected();
        Object before = generation(branch);
        Map<String, String> form = refreshForm(branch, viewState(browser, branch));

        Answer answer = browser.open(server.address("/admin/client.xhtml?" + Browser.encoded(form)));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).hasValue("POST");
        assertThat(generation(branch)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"act=act&act:refresh=x", "act:createLink=x", "jakarta.faces.source=act:refresh"})
    void aGetWithoutAPageStateOnlyShowsThePage(String query) {
        Branch branch = branches.connected();
        Object before = generation(branch);

        Answer answer = browser.open(server.address("/admin/client.xhtml?id=" + branch.clientId() + "&" + query));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("link=");
        assertThat(generation(branch)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"act:refresh", "act:createLink"})
    void thereIsNothingToDoAboutAClientThatIsNot(String button) {
        Branch branch = branches.connected();
        Map<String, String> form = refreshForm(branch, viewState(browser, branch));
        form.put("id", "999999999");
        form.put(button, "x");

        assertThat(browser.submit(server.address("/admin/client.xhtml"), form).status())
                .isEqualTo(404);
    }

    @Test
    void aGetRevokesNoKeyAndCreatesNone() {
        Keys.Key key = keys.with("clients:read");
        String page = "/admin/api-keys.xhtml";
        Object before = database.value("SELECT count(*) FROM api_keys");

        assertThat(browser.open(server.address(page + "?revoke=" + key.id())).status())
                .isEqualTo(200);
        assertThat(browser.open(server.address(page + "?create=create&create:name=x&create:create=x"))
                        .status())
                .isEqualTo(200);
        Map<String, String> form = Map.of(
                "revoke", Integer.toString(key.id()), "jakarta.faces.ViewState", console.viewState(browser, page));
        assertThat(browser.open(server.address(page + "?" + Browser.encoded(form)))
                        .status())
                .isEqualTo(405);

        assertThat(key.api().clients("").status()).isEqualTo(200);
        assertThat(database.value("SELECT count(*) FROM api_keys")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "999999999", "1 OR 1=1", "9223372036854775808"})
    void revokingAKeyThatIsNotRevokesNone(String id) {
        Keys.Key key = keys.with("clients:read");
        String page = "/admin/api-keys.xhtml";

        Answer answer = browser.submit(
                server.address(page),
                Map.of("revoke", id, "keys", "keys", "jakarta.faces.ViewState", console.viewState(browser, page)));

        assertThat(answer.header("Location")).hasValue(page + "?notice=key-gone");
        assertThat(key.api().clients("").status()).isEqualTo(200);
    }

    @Test
    void signingOutEverywhereEndsEverySessionAtOnce() {
        console.signIn(stranger);

        Answer answer = browser.submit(
                server.address("/admin/index.xhtml"),
                Map.of(
                        "everywhere", "everywhere",
                        "everywhere:out", "Sign out everywhere",
                        "jakarta.faces.ViewState", console.viewState(browser)));

        assertThat(answer.header("Location")).hasValue("/admin/sign-in?out=everywhere");
        assertThat(console.list(browser).status()).isEqualTo(303);
        assertThat(console.list(stranger).status()).isEqualTo(303);
        console.signIn(stranger);
        assertThat(console.list(stranger).body()).contains(SIGNED_IN);
    }
}
