package tokenmanagement.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.oauth.ConsentFixture.NOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tokenmanagement.platform.Problem;

class ConsentPageTest {
    private static final String ATTACK = "<img src=x onerror='alert(1)'>\"&amp;";
    private static final String HARMLESS = "&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&quot;&amp;amp;";

    @Test
    void aConnectedBranchIsNamedWithWhatWasGranted() {
        String page = ConsentPage.connected(new ConsentReceipt("branch-17", "openid email", NOON));

        assertThat(page).contains("branch-17", "<code>openid</code>", "<code>email</code>");
    }

    @Test
    void whatAPersonWroteIsText() {
        String page = ConsentPage.connected(new ConsentReceipt(ATTACK, "a <b>", NOON));

        assertThat(page).contains(HARMLESS, "&lt;b&gt;").doesNotContain("<img", "<b>");
    }

    @Test
    void whatAProblemSaysIsText() {
        String page = ConsentPage.of(Problem.of(400, "invalid-state", ATTACK).with("incident", "<b>1"));

        assertThat(page)
                .contains(HARMLESS, "&lt;b&gt;1", "Invalid state", "400 invalid-state")
                .doesNotContain("<img", "<b>");
    }

    @Test
    void aPlaceholderInATextIsNotFilled() {
        String page = ConsentPage.connected(new ConsentReceipt("${content}", "${title}", NOON));

        assertThat(page).containsOnlyOnce("${content}").containsOnlyOnce("${title}");
    }

    @Test
    void aPageLoadsNothingFromElsewhereAndRunsNothing() {
        String page = ConsentPage.connected(new ConsentReceipt("b", "s", NOON));

        assertThat(page).doesNotContain("<script", "style=", "http://", "https://");
        assertThat(ConsentPage.POLICY)
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "script-src", "http");
    }

    @ParameterizedTest
    @CsvSource({
        "<, &lt;",
        ">, &gt;",
        "&, &amp;",
        "'\"', &quot;",
        "'''', &#39;",
        "plain text, plain text",
        "&lt;, &amp;lt;"
    })
    void everythingThatMeansSomethingToHtmlIsEscaped(String text, String escaped) {
        assertThat(ConsentPage.escape(text)).isEqualTo(escaped);
    }
}
