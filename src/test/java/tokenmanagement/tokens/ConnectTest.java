package tokenmanagement.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.tokens.Tokens.CIPHER;
import static tokenmanagement.tokens.Tokens.NOON;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tokenmanagement.clients.ClientDouble;
import tokenmanagement.platform.Secret;

/** What a consent brought is written down. */
class ConnectTest {
    private final TokenRowDouble row = new TokenRowDouble(Tokens.connected());

    private void assertPairIs(String accessToken, String refreshToken) {
        assertThat(row.token().accessToken(CIPHER)).isEqualTo(Secret.of(accessToken));
        assertThat(row.token().refreshToken(CIPHER)).isEqualTo(Secret.of(refreshToken));
    }

    @Test
    void aConsentStoresItsPair() {
        Optional<Connection> connection =
                row.store.connect(Tokens.consent(Grants.of("access-9"), "refresh-9"), "node-1");

        assertThat(connection).contains(new Connection(NOON.plusSeconds(3600), false));
        assertPairIs("access-9", "refresh-9");
        assertThat(row.notes)
                .containsExactly("generation 2 by CONNECT on node-1", "late ones dropped", "client 1 accepted");
    }

    @Test
    void theFirstConsentMakesTheRow() {
        TokenRowDouble empty = new TokenRowDouble(null);

        empty.store.connect(Tokens.consent(Grants.of("access-9"), "refresh-9"), "node-1");

        assertThat(empty.token().accessToken(CIPHER)).isEqualTo(Secret.of("access-9"));
        assertThat(empty.token().generation()).isEqualTo(1);
    }

    static List<ClientDouble> clientsThatChangedMeanwhile() {
        return Arrays.asList(new ClientDouble(1).inactive(), new ClientDouble(1).version(2), null);
    }

    @ParameterizedTest
    @MethodSource("clientsThatChangedMeanwhile")
    void aConsentForAnEarlierRegistrationStoresNothing(ClientDouble client) {
        row.client(client);

        assertThat(row.store.connect(Tokens.consent(Grants.of("access-9"), "refresh-9"), "node-1"))
                .isEmpty();
        assertPairIs("access-1", "refresh-1");
    }
}
