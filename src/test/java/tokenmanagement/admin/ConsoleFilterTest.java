package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.security.AdministratorSession;
import tokenmanagement.security.AuditTrail;
import tokenmanagement.security.SignOutStoreDouble;
import tokenmanagement.support.FakeExchange;

class ConsoleFilterTest {
    private final AdministratorSession sessions = SignOutStoreDouble.sessions();
    private final ConsoleFilter filter = new ConsoleFilter();
    private boolean trailHasRoom = true;
    private boolean passed;
    private HttpServletRequest lastRequest;

    ConsoleFilterTest() {
        filter.sessions = sessions;
        filter.audit = new AuditTrail() {
            @Override
            public boolean hasRoom() {
                return trailHasRoom;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/admin/", "/admin/index.xhtml", "//admin/index.xhtml", "/x.xhtml", "/admin/sign-in/", "/admin/x"
            })
    void sendsWhoIsNotSignedInToTheSignInPage(String path) throws Exception {
        FakeExchange exchange = at(path);

        run(exchange);

        assertThat(passed).isFalse();
        assertThat(exchange.status).isEqualTo(303);
        assertThat(exchange.headers).containsEntry("Location", "/admin/sign-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/sign-in", "/jakarta.faces.resource/console.css.xhtml"})
    void letsEverybodySeeSignInPageAndStyles(String path) throws Exception {
        run(at(path));

        assertThat(passed).isTrue();
    }

    @Test
    void tellsAScriptOfFacesToGoToTheSignInPage() throws Exception {
        FakeExchange exchange = at("/admin/index.xhtml");
        exchange.method = "POST";
        exchange.requestHeaders.put("Faces-Request", "partial/ajax");

        run(exchange);

        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.body()).contains("<redirect url=\"/admin/sign-in\"/>");
    }

    @Test
    void letsASignedInAdministratorPass() throws Exception {
        run(signedInAt("/admin/index.xhtml"));

        assertThat(passed).isTrue();
        assertThat(lastRequest.getRemoteUser()).isEqualTo("ada");
    }

    @Test
    void refusesAPostWithoutViewState() throws Exception {
        FakeExchange exchange = signedInAt("/admin/index.xhtml");
        exchange.method = "POST";

        run(exchange);

        assertThat(passed).isFalse();
        assertThat(exchange.status).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void refusesAFormThatDoesNotComeByPost(String method) throws Exception {
        FakeExchange exchange = signedInAt("/admin/client.xhtml");
        exchange.method = method;
        exchange.parameters.put("jakarta.faces.ViewState", "1:2");

        run(exchange);

        assertThat(passed).isFalse();
        assertThat(exchange.status).isEqualTo(405);
        assertThat(exchange.headers).containsEntry("Allow", "POST");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 65_537, Long.MAX_VALUE})
    void refusesAFormThatIsLongOrOfUnknownLength(long length) throws Exception {
        FakeExchange exchange = at("/admin/sign-in");
        exchange.method = "POST";
        exchange.contentLength = length;

        run(exchange);

        assertThat(passed).isFalse();
        assertThat(exchange.status).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/client.xhtml", "/admin/sign-in"})
    void doesNothingThatTheAuditTrailHasNoRoomFor(String path) throws Exception {
        trailHasRoom = false;
        FakeExchange exchange = signedInAt(path);
        exchange.method = "POST";
        exchange.parameters.put("jakarta.faces.ViewState", "1:2");

        run(exchange);

        assertThat(passed).isFalse();
        assertThat(exchange.status).isEqualTo(503);
    }

    @Test
    void refusesOtherMethods() throws Exception {
        FakeExchange exchange = signedInAt("/admin/index.xhtml");
        exchange.method = "DELETE";

        run(exchange);

        assertThat(exchange.status).isEqualTo(405);
        assertThat(exchange.headers).containsEntry("Allow", "GET, HEAD, POST");
    }

    private void run(FakeExchange exchange) throws IOException, ServletException {
        filter.doFilter(exchange.request, exchange.response, (request, response) -> {
            passed = true;
            lastRequest = (HttpServletRequest) request;
        });
    }

    private static FakeExchange at(String path) {
        FakeExchange exchange = new FakeExchange();
        exchange.path = path;
        return exchange;
    }

    private FakeExchange signedInAt(String path) {
        FakeExchange signIn = new FakeExchange();
        sessions.signIn(signIn.request, signIn.response, "ada");
        FakeExchange exchange = signIn.next();
        exchange.path = path;
        return exchange;
    }
}
