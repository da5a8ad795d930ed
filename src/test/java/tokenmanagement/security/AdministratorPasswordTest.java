package tokenmanagement.security;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.security.AdministratorPassword.Verdict.BUSY;
import static tokenmanagement.security.AdministratorPassword.Verdict.RIGHT;
import static tokenmanagement.security.AdministratorPassword.Verdict.WRONG;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tokenmanagement.support.TestSettings;

class AdministratorPasswordTest {
    private final AdministratorPassword administrator =
            administrator(Map.of("TOKEN_MANAGEMENT_ADMIN_PASSWORD", "käse-und-brot-17"));

    @Test
    void acceptsUserAndPasswordOfTheSettings() {
        assertThat(administrator.compare("admin", "käse-und-brot-17")).isEqualTo(RIGHT);
    }

    @Test
    void refusesEveryOtherPassword() {
        assertThat(administrator.compare("admin", "käse-und-brot-18")).isEqualTo(WRONG);
        assertThat(administrator.compare("admin", "")).isEqualTo(WRONG);
    }

    @Test
    void refusesEveryOtherUser() {
        assertThat(administrator.compare("Admin", "käse-und-brot-17")).isEqualTo(WRONG);
    }

    @Test
    void refusesWithoutWorkWhatIsTooLongToBeTyped() {
        administrator.comparisons.drainPermits();

        assertThat(administrator.compare("admin", "x".repeat(1001))).isEqualTo(WRONG);
        assertThat(administrator.compare("x".repeat(1001), "y")).isEqualTo(WRONG);
    }

    @Test
    void comparesOneAtATime() {
        administrator.comparisons.drainPermits();
        administrator.patience = Duration.ZERO;

        assertThat(administrator.compare("admin", "käse-und-brot-17")).isEqualTo(BUSY);
    }

    @Test
    void eachGuessCostsSixHundredThousandHashes() {
        assertThat(new AdministratorPassword().iterations).isEqualTo(600_000);
    }

    @Test
    void nobodySignsInWhereNoPasswordIsSet() {
        AdministratorPassword none = administrator(Map.of());

        assertThat(none.isSet()).isFalse();
        assertThat(none.compare("admin", "")).isEqualTo(WRONG);
    }

    private static AdministratorPassword administrator(Map<String, String> environment) {
        AdministratorPassword administrator = new AdministratorPassword();
        administrator.settings = TestSettings.of(environment);
        administrator.iterations = 1000;
        administrator.derive();
        return administrator;
    }
}
