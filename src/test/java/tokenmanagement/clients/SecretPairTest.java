package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tokenmanagement.platform.Secret;
import tokenmanagement.security.Ciphers;

/** Which secret stays beside a new one: never both are lost (oauth.md §3 Q43). */
class SecretPairTest {
    private static SecretPair pair(String current, String previous) {
        return new SecretPair(
                Optional.ofNullable(current).map(Secret::of),
                Optional.ofNullable(previous).map(Secret::of));
    }

    @Test
    void theSecretThatIsReplacedStaysAsThePreviousOne() {
        assertThat(pair("old", null).replacedBy(Secret.of("new"))).isEqualTo(pair("new", "old"));
    }

    @Test
    void aSecondChangeKeepsTheOneThatWorkedAndNotTheTypingError() {
        assertThat(pair("typo", "old").replacedBy(Secret.of("new"))).isEqualTo(pair("new", "old"));
    }

    @Test
    void goingBackToThePreviousOneLosesNeither() {
        assertThat(pair("new", "old").replacedBy(Secret.of("old"))).isEqualTo(pair("old", "new"));
    }

    @Test
    void theSameSecretAgainChangesNothing() {
        assertThat(pair("now", "old").replacedBy(Secret.of("now"))).isEqualTo(pair("now", "old"));
    }

    @Test
    void anUnreadableSecretIsSimplyReplaced() {
        Client broken = new ClientDouble(1).unreadable(Ciphers.undecryptable());

        assertThat(SecretPair.of(broken, Ciphers.any()).replacedBy(Secret.of("new")))
                .isEqualTo(pair("new", null));
    }
}
