package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver is told. The servers build the data source themselves, so the settings come as properties here. */
class TokenDataSourceTest {
    private static final String URL = "TOKEN_MANAGEMENT_DATABASE_URL";
    private static final String KEYS = "TOKEN_MANAGEMENT_ENCRYPTION_KEYS";

    @BeforeEach
    void configure() {
        System.setProperty(KEYS, "k:" + Base64.getEncoder().encodeToString(new byte[32]));
        System.setProperty(URL, "postgresql://u:p%40ss@db1:5433,db2/tokens?sslmode=verify-full&socketTimeout=7");
    }

    @AfterEach
    void restore() {
        System.clearProperty(KEYS);
        System.clearProperty(URL);
    }

    @Test
    void takesHostsPortsAndCredentialsFromTheUrl() {
        TokenDataSource source = new TokenDataSource();

        assertThat(source.getServerNames()).containsExactly("db1", "db2");
        assertThat(source.getPortNumbers()).containsExactly(5433, 5432);
        assertThat(source.getUser()).isEqualTo("u");
        assertThat(source.getPassword()).isEqualTo("p@ss");
    }

    @Test
    @SuppressWarnings("deprecation")
    void keepsTheHostsWhenPayaraSetsItsDefault() {
        TokenDataSource source = new TokenDataSource();

        source.setServerName("localhost");

        assertThat(source.getServerNames()).containsExactly("db1", "db2");
    }

    @Test
    void theUrlOverridesTheTimeoutsAndAsksForThePrimaryOfSeveralHosts() {
        TokenDataSource source = new TokenDataSource();

        assertThat(source.getSocketTimeout()).isEqualTo(7);
        assertThat(source.getConnectTimeout()).isEqualTo(5);
        assertThat(source.getSslmode()).isEqualTo("verify-full");
        assertThat(source.getTargetServerType()).isEqualTo("primary");
    }

    @Test
    void refusesAParameterThatTheDriverDoesNotKnowWithoutQuotingItsValue() {
        System.setProperty(URL, "postgresql://u:p@db/tokens?canary=canary-value");

        assertThatThrownBy(TokenDataSource::new)
                .hasMessageContaining("TOKEN_MANAGEMENT_DATABASE_URL")
                .message()
                .doesNotContain("canary-value");
    }
}
