package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Database;
import tokenmanagement.support.Keys;
import tokenmanagement.support.Provided;
import tokenmanagement.support.Query;
import tokenmanagement.support.TokenApi;

/** Route 6: a link that an authorised caller has made opens the consent once, for any account. */
@ExtendWith(ArquillianExtension.class)
class ConnectLinkIT {
    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Browser other;

    @Provided
    private Database database;

    @Provided
    private Keys keys;

    private Answer created(Branch branch) {
        return api.call("POST", "/clients/" + branch.clientId() + "/connect-links");
    }

    private URI link(Branch branch) {
        Answer answer = created(branch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return URI.create(answer.text("url"));
    }

    private long pending(Branch branch) {
        return (long)
                database.value("SELECT count(*) FROM connect_links WHERE client_id = ?", (long) branch.clientId());
    }

    @Test
    void aLinkIsAnAddressForAQuarterOfAnHour() {
        Branch branch = branches.registered();

        Answer answer = created(branch);

        assertThat(answer.status()).isEqualTo(201);
        assertUsualHeaders(answer);
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("url", "expires_at");
        assertThat(answer.text("url")).matches(api.loginAddress(branch.clientId()) + "\\?link=[A-Za-z0-9_-]{43}");
        assertThat(Instant.parse(answer.text("expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(14)),
                        Instant.now().plus(Duration.ofMinutes(16)));
        assertThat(database.dump())
                .doesNotContain(Query.of(URI.create(answer.text("url"))).get("link"));
    }

    @Test
    void whoeverOpensItMayConsentWithAnyAccount() {
        Branch branch = branches.registered();

        Answer start = browser.open(link(branch));
        Answer end = browser.open(browser.consent(start.location(), "somebody-else@example.com"), Browser.PROGRAM);

        assertThat(start.status()).isEqualTo(302);
        assertThat(start.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(end.status()).as(end.body()).isEqualTo(200);
        assertThat(api.token(branch.id()).status()).isEqualTo(200);
    }

    @Test
    void nothingOfTheLinkGoesOnInAnAddress() {
        Branch branch = branches.registered();
        URI link = link(branch);

        Answer start = browser.open(link);
        Answer end = browser.open(browser.consent(start.location(), branch.email()));

        String secret = Query.of(link).get("link");
        assertThat(start.headers().map().toString()
                        + start.body()
                        + end.headers().map()
                        + end.body())
                .doesNotContain(secret);
    }

    @Test
    void aLinkOpensOnce() {
        Branch branch = branches.registered();
        URI link = link(branch);
        browser.open(link);

        assertProblem(other.open(link, Browser.PROGRAM), 403, "access-denied");
        assertProblem(browser.open(link, Browser.PROGRAM), 403, "access-denied");
        Answer page = other.open(link);
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.body()).contains("Ask for a new one");
    }

    @Test
    void ofManyWhoOpenItAtOnceOneGetsIn() {
        Branch branch = branches.registered();
        URI link = link(branch);

        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> other.open(link, Browser.PROGRAM).status())
                .toList();

        assertThat(statuses).containsOnly(302, 403).containsOnlyOnce(302);
    }

    @Test
    void theConsentBelongsToTheBrowserThatUsedTheLink() {
        Branch branch = branches.registered();
        URI callback = browser.consent(browser.open(link(branch)).location(), branch.email());

        assertProblem(other.open(callback, Browser.PROGRAM), 400, "invalid-state");
    }

    @Test
    void anExpiredLinkIsRefused() {
        Branch branch = branches.registered();
        URI link = link(branch);

        database.update("UPDATE connect_links SET expires_at = clock_timestamp() WHERE client_id = ?", (long)
                branch.clientId());

        assertProblem(browser.open(link, Browser.PROGRAM), 403, "access-denied");
    }

    @Test
    void aLinkIsForItsClientAlone() {
        Branch branch = branches.registered();
        Branch another = branches.registered();
        URI link = link(branch);

        URI elsewhere = URI.create(api.loginAddress(another.clientId()) + "?" + link.getRawQuery());
        assertProblem(browser.open(elsewhere, Browser.PROGRAM), 403, "access-denied");

        assertThat(browser.open(link, Browser.PROGRAM).status()).isEqualTo(302);
    }

    @Test
    void whatIsNoLinkIsRefusedAlthoughTheDoorIsOpen() {
        URI login = api.loginAddress(branches.registered().clientId());

        for (String query : new String[] {"link=", "link=x", "link=" + "A".repeat(43)}) {
            assertProblem(browser.open(URI.create(login + "?" + query), Browser.PROGRAM), 403, "access-denied");
        }
    }

    @Test
    void aControlCharacterInALinkIsRefusedLikeInAnyParameter() {
        URI login = api.loginAddress(branches.registered().clientId());

        assertProblem(browser.open(URI.create(login + "?link=%00"), Browser.PROGRAM), 400, "invalid-request");
    }

    @Test
    void twoLinksAreOneTooMany() {
        URI link = link(branches.registered());

        assertProblem(
                browser.open(URI.create(link + "&" + link.getRawQuery()), Browser.PROGRAM), 400, "invalid-request");
        assertThat(browser.open(link, Browser.PROGRAM).status()).isEqualTo(302);
    }

    @Test
    void aLookAtALinkDoesNotSpendIt() {
        URI link = link(branches.registered());

        String path = link.getRawPath().substring("/token-management".length()) + "?" + link.getRawQuery();
        assertThat(api.withoutKey().call("HEAD", path).status()).isEqualTo(405);

        assertThat(browser.open(link, Browser.PROGRAM).status()).isEqualTo(302);
    }

    @Test
    void unusedLinksNeverPileUp() {
        Branch branch = branches.registered();
        for (int i = 0; i < 25; i++) {
            link(branch);
        }
        assertThat(pending(branch)).isLessThanOrEqualTo(20);
        database.update(
                "UPDATE connect_links SET expires_at = clock_timestamp() - interval '1 minute' WHERE client_id = ?",
                (long) branch.clientId());

        link(branches.registered());

        assertThat(pending(branch)).isZero();
    }

    @Test
    void anUnknownOrForeignClientGetsNoLink() {
        Branch branch = branches.registered();
        TokenApi limited = keys.limitedTo("another-*").api();

        Answer unknown = limited.call("POST", "/clients/2147483647/connect-links");
        Answer foreign = limited.call("POST", "/clients/" + branch.clientId() + "/connect-links");

        assertProblem(unknown, 404, "not-found");
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(pending(branch)).isZero();
    }

    @Test
    void aCallerMaySendABody() {
        Branch branch = branches.registered();

        assertThat(api.post("/clients/" + branch.clientId() + "/connect-links", Map.of())
                        .status())
                .isEqualTo(201);
    }
}
