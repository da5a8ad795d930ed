package tokenmanagement.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tokenmanagement.clients.ClientState;
import tokenmanagement.clients.ClientView;

class ClientRowTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");

    @Test
    void saysWhenTheTokenExpiresInWordsAndExactly() {
        ClientRow row = row(ClientState.CONNECTED);

        assertThat(row.expires()).isEqualTo(new Moment("in 52 min", "2026-01-01T12:52:00Z"));
        assertThat(row.refreshed().words()).isEqualTo("8 min ago");
    }

    @Test
    void revokedTokenDoesNotExpire() {
        assertThat(row(ClientState.DISCONNECTED).expires()).isEqualTo(Moment.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEVER_CONNECTED", "DISCONNECTED", "REAUTHORIZATION_REQUIRED", "MISSING_SCOPE"})
    void asksForAConnectWhereOnlyThatHelps(ClientState state) {
        assertThat(row(state).waitsForConnect()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTED", "REFRESH_FAILING", "CLIENT_MISCONFIGURED"})
    void offersAConnectWithoutAskingForIt(ClientState state) {
        assertThat(row(state).waitsForConnect()).isFalse();
        assertThat(row(state).connectable()).isTrue();
    }

    @Test
    void inactiveRegistrationCannotBeConnected() {
        assertThat(row(ClientState.INACTIVE).connectable()).isFalse();
    }

    private static ClientRow row(ClientState state) {
        ClientView client = new ClientView() {
            @Override
            public ClientState getState() {
                return state;
            }

            @Override
            public Optional<Instant> getExpiresAt() {
                return Optional.of(NOW.plus(Duration.ofMinutes(52)));
            }

            @Override
            public Optional<Instant> getLastRefreshedAt() {
                return Optional.of(NOW.minus(Duration.ofMinutes(8)));
            }
        };
        return new ClientRow(client, NOW);
    }
}
