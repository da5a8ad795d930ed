package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tokenmanagement.support.FakeExchange;

class AdministratorSessionTest {
    private final FakeExchange signIn = new FakeExchange();

    @Test
    void knowsWhoSignedIn() {
        AdministratorSession.signIn(signIn.request, signIn.response, "ada");

        assertThat(AdministratorSession.user(signIn.next().request)).contains("ada");
    }

    @Test
    void nobodyIsSignedInBefore() {
        assertThat(AdministratorSession.user(signIn.request)).isEmpty();
        assertThat(signIn.session).isNull();
    }

    @Test
    void aSessionAloneIsNoSignIn() {
        signIn.session = new HashMap<>();

        assertThat(AdministratorSession.user(signIn.request)).isEmpty();
    }

    @Test
    void sessionIdWithoutTheCookieOfTheSignInIsWorthNothing() {
        AdministratorSession.signIn(signIn.request, signIn.response, "ada");
        FakeExchange thief = signIn.next();
        thief.cookies.clear();

        assertThat(AdministratorSession.user(thief.request)).isEmpty();

        thief.cookies.add(new Cookie("tm_admin", ConsoleCookie.random().reveal()));
        assertThat(AdministratorSession.user(thief.request)).isEmpty();
    }

    @Test
    void cookieOfAnotherSignInIsWorthNothing() {
        AdministratorSession.signIn(signIn.request, signIn.response, "ada");
        FakeExchange again = new FakeExchange();
        AdministratorSession.signIn(again.request, again.response, "ada");
        FakeExchange mixed = again.next();
        mixed.cookies.clear();
        mixed.cookies.addAll(signIn.setCookies);

        assertThat(AdministratorSession.user(mixed.request)).isEmpty();
    }

    @Test
    void signInEndsTheSessionThatWasThereBefore() {
        signIn.session = new HashMap<>(Map.of("planted", "value"));

        AdministratorSession.signIn(signIn.request, signIn.response, "ada");

        assertThat(signIn.session).doesNotContainKey("planted");
    }

    @Test
    void endsAfterTwelveHoursInAnyCase() {
        long before = System.nanoTime();
        AdministratorSession.signIn(signIn.request, signIn.response, "ada");
        FakeExchange later = signIn.next();
        long twelveHours = Duration.ofHours(12).toNanos();

        assertThat(AdministratorSession.user(later.request, before + twelveHours - 1))
                .contains("ada");
        assertThat(AdministratorSession.user(later.request, System.nanoTime() + twelveHours))
                .isEmpty();
        assertThat(later.session).isNull();
    }

    @Test
    void signOutEndsSessionAndCookie() {
        AdministratorSession.signIn(signIn.request, signIn.response, "ada");
        FakeExchange signOut = signIn.next();

        AdministratorSession.signOut(signOut.request, signOut.response);

        assertThat(signOut.session).isNull();
        assertThat(signOut.setCookie("tm_admin").getMaxAge()).isZero();
    }

    @Test
    void cookieIsOutOfReachOfScriptsAndOtherSites() {
        AdministratorSession.signIn(signIn.request, signIn.response, "ada");

        Cookie cookie = signIn.setCookie("tm_admin");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Strict");
        assertThat(cookie.getSecure()).isFalse();
    }

    @Test
    void cookieIsBoundToTheHostWhereBrowsersComeOverTls() {
        signIn.overTls = true;

        AdministratorSession.signIn(signIn.request, signIn.response, "ada");

        Cookie cookie = signIn.setCookie("__Host-tm_admin");
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(AdministratorSession.user(signIn.next().request)).contains("ada");
    }
}
