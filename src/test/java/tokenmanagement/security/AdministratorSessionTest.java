package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tokenmanagement.support.FakeExchange;

class AdministratorSessionTest {
    private final SignOutStoreDouble signOuts = new SignOutStoreDouble();
    private final AdministratorSession sessions = signOuts.seenBy();
    private final FakeExchange signIn = new FakeExchange();

    @Test
    void knowsWhoSignedIn() {
        sessions.signIn(signIn.request, signIn.response, "ada");

        assertThat(sessions.user(signIn.next().request)).contains("ada");
    }

    @Test
    void nobodyIsSignedInBefore() {
        assertThat(sessions.user(signIn.request)).isEmpty();
        assertThat(signIn.session).isNull();
    }

    @Test
    void aSessionAloneIsNoSignIn() {
        signIn.session = new HashMap<>();

        assertThat(sessions.user(signIn.request)).isEmpty();
    }

    @Test
    void sessionIdWithoutTheCookieOfTheSignInIsWorthNothing() {
        sessions.signIn(signIn.request, signIn.response, "ada");
        FakeExchange thief = signIn.next();
        thief.cookies.clear();

        assertThat(sessions.user(thief.request)).isEmpty();

        thief.cookies.add(new Cookie("tm_admin", ConsoleCookie.random().reveal()));
        assertThat(sessions.user(thief.request)).isEmpty();
    }

    @Test
    void cookieOfAnotherSignInIsWorthNothing() {
        sessions.signIn(signIn.request, signIn.response, "ada");
        FakeExchange again = new FakeExchange();
        sessions.signIn(again.request, again.response, "ada");
        FakeExchange mixed = again.next();
        mixed.cookies.clear();
        mixed.cookies.addAll(signIn.setCookies);

        assertThat(sessions.user(mixed.request)).isEmpty();
    }

    @Test
    void signInEndsTheSessionThatWasThereBefore() {
        signIn.session = new HashMap<>(Map.of("planted", "value"));

        sessions.signIn(signIn.request, signIn.response, "ada");

        assertThat(signIn.session).doesNotContainKey("planted");
    }

    @Test
    void endsAfterTwelveHoursInAnyCase() {
        long before = System.nanoTime();
        sessions.signIn(signIn.request, signIn.response, "ada");
        FakeExchange later = signIn.next();
        long twelveHours = Duration.ofHours(12).toNanos();

        assertThat(sessions.user(later.request, before + twelveHours - 1)).contains("ada");
        assertThat(sessions.user(later.request, System.nanoTime() + twelveHours))
                .isEmpty();
        assertThat(later.session).isNull();
    }

    @Test
    void signOutEndsSessionAndCookie() {
        sessions.signIn(signIn.request, signIn.response, "ada");
        FakeExchange signOut = signIn.next();

        sessions.signOut(signOut.request, signOut.response);

        assertThat(signOut.session).isNull();
        assertThat(signOut.setCookie("tm_admin").getMaxAge()).isZero();
    }

    @Test
    void signOutEverywhereEndsTheSessionsOfEveryNode() {
        AdministratorSession anotherNode = signOuts.seenBy();
        FakeExchange elsewhere = new FakeExchange();
        anotherNode.signIn(elsewhere.request, elsewhere.response, "ada");
        sessions.signIn(signIn.request, signIn.response, "ada");
        FakeExchange signOut = signIn.next();

        sessions.signOutEverywhere(signOut.request, signOut.response, "ada");

        FakeExchange next = elsewhere.next();
        assertThat(anotherNode.user(next.request)).isEmpty();
        assertThat(next.session).isNull();
        assertThat(signOut.session).isNull();
    }

    @Test
    void whoSignsInAfterASignOutEverywhereIsIn() {
        sessions.signOutEverywhere(signIn.request, signIn.response, "ada");

        sessions.signIn(signIn.request, signIn.response, "ada");

        assertThat(sessions.user(signIn.next().request)).contains("ada");
    }

    @Test
    void cookieIsOutOfReachOfScriptsAndOtherSites() {
        sessions.signIn(signIn.request, signIn.response, "ada");

        Cookie cookie = signIn.setCookie("tm_admin");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Strict");
        assertThat(cookie.getSecure()).isFalse();
    }

    @Test
    void cookieIsBoundToTheHostWhereBrowsersComeOverTls() {
        signIn.overTls = true;

        sessions.signIn(signIn.request, signIn.response, "ada");

        Cookie cookie = signIn.setCookie("__Host-tm_admin");
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(sessions.user(signIn.next().request)).contains("ada");
    }
}
