package tokenmanagement.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static tokenmanagement.support.ApiAssert.assertProblem;
import static tokenmanagement.support.ApiAssert.assertUsualHeaders;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tokenmanagement.support.Answer;
import tokenmanagement.support.Branch;
import tokenmanagement.support.Branches;
import tokenmanagement.support.Browser;
import tokenmanagement.support.Provided;
import tokenmanagement.support.RawHttp;
import tokenmanagement.support.Server;
import tokenmanagement.support.TokenApi;

/** Floods come from addresses that no other test uses, so that nobody else is refused. */
@ExtendWith(ArquillianExtension.class)
class RateLimitIT {
    private static final Pattern STANDING = Pattern.compile("\"default\";r=(\\d+);t=(\\d+)");
    private static final String WRONG_KEY = "Authorization: Bearer wrong-key-0123456789-0123456789-0123456\n";

    @Provided
    private TokenApi api;

    @Provided
    private Branches branches;

    @Provided
    private Browser browser;

    @Provided
    private Server server;

    @Test
    void everyAnswerSaysWhereTheCallerStands() {
        Branch branch = branches.connected();

        Answer answer = api.token(branch.id());
        Answer refused = api.token("no-such-branch");

        assertThat(answer.header("RateLimit-Policy")).hasValue("\"default\";q=100000;w=60");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo(answer.header("RateLimit-Policy"));
        Matcher standing = STANDING.matcher(answer.header("RateLimit").orElse(""));
        assertThat(standing.matches()).isTrue();
        assertThat(Integer.parseInt(standing.group(1))).isBetween(0, 99_999);
        assertThat(Integer.parseInt(standing.group(2))).isBetween(1, 60);
    }

    @Test
    void whoHasNoKeyLearnsNothingAboutLimits() {
        Answer answer = api.withoutKey().token("any");

        assertProblem(answer, 401, "invalid-token");
        assertThat(answer.header("RateLimit")).isEmpty();
    }

    @Test
    void aFloodOfConsentsIsRefusedAndPeopleElsewhereAreServed() throws IOException {
        Branch branch = branches.registered();
        InetAddress flooder = ownAddress("127.0.0.81");
        String login = api.loginAddress(0).getPath();

        String refused = flood(flooder, "GET", login, "Accept: text/html\n");
        String problem = exchange(flooder, "GET", login, "Accept: application/json\n");

        assertThat(refused).contains("text/html", "429 too-many-requests");
        assertRefusalFields(refused, 1200);
        assertThat(problem).startsWith("HTTP/1.1 429").contains("application/problem+json");
        assertThat(browser.open(api.loginAddress(branch.clientId())).status()).isEqualTo(302);
    }

    @Test
    void aFloodOfWrongKeysIsRefusedAndTheRightKeyIsServed() throws IOException {
        Branch branch = branches.connected();
        InetAddress flooder = ownAddress("127.0.0.82");
        String token = "/token-management/tokens/" + branch.id();

        String refused = flood(flooder, "GET", token, WRONG_KEY);
        String right = exchange(
                flooder,
                "GET",
                token,
                "Authorization: Bearer " + System.getenv("TOKEN_MANAGEMENT_ADMIN_API_KEY") + "\n");

        assertThat(refused).contains("application/problem+json").doesNotContainIgnoringCase("WWW-Authenticate");
        assertRefusalFields(refused, 1200);
        assertThat(right).startsWith("HTTP/1.1 200");
    }

    @Test
    void aFloodOfSignInsIsRefusedAndTheFormStillShown() throws IOException {
        InetAddress flooder = ownAddress("127.0.0.83");

        String refused = flood(
                flooder,
                "POST",
                "/admin/sign-in",
                "Content-Type: application/x-www-form-urlencoded\nContent-Length: 0\n");

        assertThat(refused).containsIgnoringCase("Retry-After: ");
        assertThat(exchange(flooder, "GET", "/admin/sign-in", "")).startsWith("HTTP/1.1 200");
        assertUsualHeaders(browser.open(server.address("/admin/sign-in")));
    }

    @Test
    void nobodyCanHideBehindAForwardedAddress() throws IOException {
        InetAddress flooder = ownAddress("127.0.0.84");

        String refused = flood(
                flooder,
                "POST",
                "/admin/sign-in",
                "X-Forwarded-For: 203.0.113.COUNT\nForwarded: for=203.0.113.COUNT\n"
                        + "Content-Type: application/x-www-form-urlencoded\nContent-Length: 0\n");

        assertThat(refused).startsWith("HTTP/1.1 429");
    }

    /** Asks until it is refused. */
    private String flood(InetAddress from, String method, String path, String fields) {
        for (int i = 0; i < 1_500; i++) {
            String answer = exchange(from, method, path, fields.replace("COUNT", Integer.toString(i % 250)));
            if (answer.startsWith("HTTP/1.1 429")) {
                return answer;
            }
        }
        throw new AssertionError("1500 requests, and none was refused");
    }

    private String exchange(InetAddress from, String method, String path, String fields) {
        String head = method + " " + path + " HTTP/1.1\nHost: "
                + server.address().getAuthority() + "\n" + fields + "Connection: close\n\n";
        return RawHttp.exchange(server.address(), head, from);
    }

    private static void assertRefusalFields(String answer, int quota) {
        String reset = answer.replaceAll("(?is).*\r\nRetry-After: (\\d+)\r\n.*", "$1");
        assertThat(answer)
                .containsIgnoringCase("RateLimit-Policy: \"address\";q=" + quota + ";w=60")
                .containsIgnoringCase("RateLimit: \"address\";r=0;t=" + reset);
    }

    /** Elsewhere than on Linux a machine has to be told that such an address is its own. */
    private static InetAddress ownAddress(String name) throws IOException {
        InetAddress address = InetAddress.getByName(name);
        try (ServerSocket probe = new ServerSocket(0, 1, address)) {
            assertThat(probe.isBound()).isTrue();
        } catch (BindException e) {
            abort(name + " is no address of this machine");
        }
        return address;
    }
}
