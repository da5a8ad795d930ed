package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {
    private static final String REVIEWS = "https://www.googleapis.com/auth/business.manage";

    private static boolean covers(String granted, String... needed) {
        return Scopes.covering(List.of(needed)).test(granted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "b a", "a b c", "c a b a", "a  b"})
    void orderRepetitionAndMoreThanNeededDoNotMatter(String granted) {
        assertThat(covers(granted, "a", "b")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "b", "A B", "ab", "a,b", "a\tb"})
    void everyNeededScopeMustBeThere(String granted) {
        assertThat(covers(granted, "a", "b")).isFalse();
    }

    @Test
    void aLongerOrShorterNameIsAnotherScope() {
        assertThat(covers(REVIEWS + ".readonly", REVIEWS)).isFalse();
        assertThat(covers(REVIEWS, REVIEWS + ".readonly")).isFalse();
    }

    @Test
    void emailAndProfileAreGrantedUnderGooglesNames() {
        String granted = "https://www.googleapis.com/auth/userinfo.email"
                + " https://www.googleapis.com/auth/userinfo.profile openid";

        assertThat(covers(granted, "openid", "email", "profile")).isTrue();
        assertThat(covers("openid email profile", granted.split(" "))).isTrue();
        assertThat(covers("openid", "email")).isFalse();
    }
}
