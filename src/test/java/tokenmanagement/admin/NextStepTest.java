package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.clients.ClientState;

class NextStepTest {
    @ParameterizedTest
    @EnumSource
    void everyStateHasANextStep(ClientState state) {
        assertThat(NextStep.of(state, "")).matches("[A-Z].*\\.");
    }

    @ParameterizedTest
    @EnumSource(names = {"NEVER_CONNECTED", "DISCONNECTED", "REAUTHORIZATION_REQUIRED", "MISSING_SCOPE"})
    void whereOnlyAPersonHelpsItIsAConnectLink(ClientState state) {
        assertThat(NextStep.of(state, "invalid_grant")).contains("connect link");
    }

    @Test
    void aWithdrawnConsentIsSaidSo() {
        assertThat(NextStep.of(ClientState.REAUTHORIZATION_REQUIRED, "invalid_grant"))
                .startsWith("Google says the app's consent was withdrawn")
                .endsWith("Send this person a new connect link.");
    }

    @Test
    void whatOnlyAnotherPersonCanAllowIsSaidBeforeTheLink() {
        assertThat(NextStep.of(ClientState.REAUTHORIZATION_REQUIRED, "admin_policy_enforced"))
                .contains("administrator", "Make a connect link");
    }
}
