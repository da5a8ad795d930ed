package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Stub;

class AdministratorSessionTest {
    private HttpSession session;
    private int sessionsMade;

    private final HttpServletRequest request = Stub.of(HttpServletRequest.class)
            .answer("getSession", create -> {
                if (session == null && (boolean) create[0]) {
                    session = newSession();
                }
                return session;
            })
            .make();

    private HttpSession newSession() {
        Map<Object, Object> attributes = new HashMap<>();
        sessionsMade++;
        return Stub.of(HttpSession.class)
                .answer("getAttribute", name -> attributes.get(name[0]))
                .answer("setAttribute", pair -> attributes.put(pair[0], pair[1]))
                .answer("invalidate", nothing -> session = null)
                .make();
    }

    @Test
    void whoHasNoSessionIsNobodyAndGetsNone() {
        assertThat(AdministratorSession.user(request)).isEmpty();
        assertThat(sessionsMade).isZero();
    }

    @Test
    void aSessionAloneIsNoSignIn() {
        session = newSession();

        assertThat(AdministratorSession.user(request)).isEmpty();
    }

    @Test
    void whoSignedInIsKnown() {
        AdministratorSession.signIn(request, "ada");

        assertThat(AdministratorSession.user(request)).contains("ada");
    }

    @Test
    void signingInStartsANewSession() {
        session = newSession();
        HttpSession planted = session;

        AdministratorSession.signIn(request, "ada");

        assertThat(session).isNotSameAs(planted);
    }

    @Test
    void signingOutEndsTheSession() {
        AdministratorSession.signIn(request, "ada");

        AdministratorSession.signOut(request);

        assertThat(AdministratorSession.user(request)).isEmpty();
        assertThat(session).isNull();
    }
}
