package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Settings;
import tokenmanagement.security.AdministratorPassword;
import tokenmanagement.security.AdministratorSession;
import tokenmanagement.security.AuditEvent;
import tokenmanagement.security.AuditTrailDouble;
import tokenmanagement.security.Quota;
import tokenmanagement.security.RateLimits;
import tokenmanagement.security.SignOutStoreDouble;
import tokenmanagement.support.FakeExchange;

class SignInServletTest {
    private final OneAdministrator administrator = new OneAdministrator();
    private final FewAttempts limits = new FewAttempts();
    private final AdministratorSession sessions = SignOutStoreDouble.sessions();
    private final SignInServlet servlet = new SignInServlet();
    private final AuditTrailDouble audit = new AuditTrailDouble();

    SignInServletTest() {
        servlet.administrator = administrator;
        servlet.limits = limits;
        servlet.audit = audit;
        servlet.sessions = sessions;
    }

    @Test
    void showsTheFormWithoutASession() throws IOException {
        FakeExchange page = opened();

        assertThat(page.status).isEqualTo(200);
        assertThat(page.session).isNull();
        assertThat(page.body()).contains("name=\"password\"", tokenOf(page));
        assertThat(page.headers.get("Content-Security-Policy")).doesNotContain("script-src", "unsafe");
    }

    @Test
    void rightPasswordOpensTheConsole() throws IOException {
        FakeExchange answer = submitted(opened(), "ada", "right");

        assertThat(answer.status).isEqualTo(303);
        assertThat(answer.headers).containsEntry("Location", "/admin/");
        assertThat(sessions.user(answer.next().request)).contains("ada");
        assertThat(audit.events())
                .containsExactly(
                        AuditEvent.byAdministrator("ada", "console.sign-in").answered(303));
    }

    @Test
    void aSignInThatTheDatabaseCannotBeAskedAboutIsNoEntry() throws IOException {
        FakeExchange page = opened();
        servlet.sessions = new AdministratorSession() {
            @Override
            public void signIn(HttpServletRequest request, HttpServletResponse response, String user) {
                throw new IllegalStateException("the database does not answer");
            }
        };

        assertThatThrownBy(() -> submitted(page, "ada", "right")).isInstanceOf(IllegalStateException.class);
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void wrongPasswordShowsTheFormAgain() throws IOException {
        FakeExchange answer = submitted(opened(), "ada-<script>", "wrong");

        assertThat(answer.status).isEqualTo(403);
        assertThat(answer.body()).contains("User or password is wrong.").doesNotContain("ada");
        assertThat(audit.events())
                .singleElement()
                .asString()
                .contains("access-denied")
                .doesNotContain("ada");
        assertThat(answer.session).isNull();
    }

    @Test
    void formOfAnotherSiteIsNotCompared() throws IOException {
        FakeExchange stranger = opened();
        stranger.setCookies.clear();

        FakeExchange answer = submitted(stranger, "ada", "right");

        assertThat(answer.status).isEqualTo(403);
        assertThat(answer.session).isNull();
        assertThat(administrator.comparisons).isZero();
    }

    @Test
    void secondTabKeepsTheFirstOneUsable() throws IOException {
        FakeExchange first = opened();
        FakeExchange second = first.next();

        servlet.doGet(second.request, second.response);

        assertThat(tokenOf(second)).isEqualTo(tokenOf(first));
    }

    @Test
    void asksToWaitWhenTooManySignInAtOnce() throws IOException {
        administrator.busy = true;

        FakeExchange answer = submitted(opened(), "ada", "right");

        assertThat(answer.status).isEqualTo(429);
        assertThat(answer.headers).containsEntry("Retry-After", "5");
    }

    @Test
    void comparesNothingWhenAnAddressHasTriedTooOften() throws IOException {
        limits.left = 0;

        FakeExchange answer = submitted(opened(), "ada", "right");

        assertThat(answer.status).isEqualTo(429);
        assertThat(answer.headers).containsEntry("Retry-After", "42");
        assertThat(answer.body()).contains("Try again in 42 seconds.");
        assertThat(answer.session).isNull();
        assertThat(administrator.comparisons).isZero();
    }

    @Test
    void lookingAtTheFormIsNoAttempt() throws IOException {
        limits.left = 0;

        assertThat(opened().status).isEqualTo(200);
    }

    @Test
    void saysThatTheConsoleIsOffWithoutAPassword() throws IOException {
        administrator.set = false;

        FakeExchange page = opened();

        assertThat(page.status).isEqualTo(404);
        assertThat(page.body()).contains("TOKEN_MANAGEMENT_ADMIN_PASSWORD").doesNotContain("<form");
    }

    @Test
    void whoIsSignedInNeedsNoForm() throws IOException {
        FakeExchange signedIn = submitted(opened(), "ada", "right").next();

        servlet.doGet(signedIn.request, signedIn.response);

        assertThat(signedIn.headers).containsEntry("Location", "/admin/");
    }

    private FakeExchange opened() throws IOException {
        FakeExchange page = new FakeExchange();
        servlet.doGet(page.request, page.response);
        return page;
    }

    private FakeExchange submitted(FakeExchange page, String user, String password) throws IOException {
        FakeExchange form = page.next();
        form.parameters.put("form_token", page.body().replaceAll("(?s).*form_token\" value=\"([^\"]*)\".*", "$1"));
        form.parameters.put("user", user);
        form.parameters.put("password", password);
        servlet.doPost(form.request, form.response);
        return form;
    }

    private static String tokenOf(FakeExchange page) {
        return page.setCookie("tm_sign_in").getValue();
    }

    private static final class FewAttempts extends RateLimits {
        int left = 10;

        @Override
        public Quota ofSignIn(String address) {
            left--;
            Settings.RateLimit limit = new Settings.RateLimit(10, Duration.ofSeconds(60));
            return new Quota("address", limit, left >= 0, Math.max(left, 0), Duration.ofSeconds(42));
        }
    }

    private static final class OneAdministrator extends AdministratorPassword {
        boolean set = true;
        boolean busy;
        int comparisons;

        @Override
        public boolean isSet() {
            return set;
        }

        @Override
        public Verdict compare(String user, String password) {
            comparisons++;
            if (busy) {
                return Verdict.BUSY;
            }
            return user.equals("ada") && password.equals("right") ? Verdict.RIGHT : Verdict.WRONG;
        }
    }
}
