package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void namesEverythingThatAConnectionNeeds() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://ada:s3cret@db.example.com:5435/tokens");

        assertThat(url.hosts()).containsExactly("db.example.com");
        assertThat(url.ports()).containsExactly(5435);
        assertThat(url.database()).isEqualTo("tokens");
        assertThat(url.user()).isEqualTo("ada");
        assertThat(url.password()).isEqualTo(Secret.of("s3cret"));
        assertThat(url.parameters()).isEmpty();
    }

    @Test
    void severalHostsKeepTheirOrderEachWithItsPort() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@first:5433,second,third:5434/tokens");

        assertThat(url.hosts()).containsExactly("first", "second", "third");
        assertThat(url.ports()).containsExactly(5433, 5432, 5434);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1, 5432",
        "10.0.0.1:6000, 10.0.0.1, 6000",
        "[::1], [::1], 5432",
        "[2001:db8::1]:6000, [2001:db8::1], 6000"
    })
    void hostsMayBeAddresses(String authority, String host, int port) {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@" + authority + "/tokens");

        assertThat(url.hosts()).containsExactly(host);
        assertThat(url.ports()).containsExactly(port);
    }

    @Test
    void percentEncodingIsDecodedAndAPlusIsAPlus() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://a%40b:p%2Fq%3Ar%25+%C3%A4@db/to%20kens");

        assertThat(url.user()).isEqualTo("a@b");
        assertThat(url.password().reveal()).isEqualTo("p/q:r%+\u00e4");
        assertThat(url.database()).isEqualTo("to kens");
    }

    @Test
    void parametersGoToTheDriverAsTheyAre() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgresql://u:p@db/tokens?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&options=");

        assertThat(url.parameters())
                .isEqualTo(Map.of("sslmode", "verify-full", "sslrootcert", "/etc/ca.pem", "options", ""));
    }

    @Test
    void theShortSchemeOfLibpqIsTheSame() {
        assertThat(DatabaseUrl.parse("postgres://u:p@db/tokens"))
                .isEqualTo(DatabaseUrl.parse("postgresql://u:p@db/tokens"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "jdbc:postgresql://u:canary@db/tokens",
                "mysql://u:canary@db/tokens",
                "postgresql:/u:canary@db/tokens",
                "postgresql://db/tokens",
                "postgresql://u@db/tokens",
                "postgresql://u:@db/tokens",
                "postgresql://:canary@db/tokens",
                "postgresql://u:canary@db",
                "postgresql://u:canary@db/",
                "postgresql://u:canary@/tokens",
                "postgresql://u:canary@db/tokens/more",
                "postgresql://u:can@ary@db/tokens",
                "postgresql://u:can/ary@db/tokens",
                "postgresql://u:canary@db:port/tokens",
                "postgresql://u:canary@db:0/tokens",
                "postgresql://u:canary@db:65536/tokens",
                "postgresql://u:canary@db:-1/tokens",
                "postgresql://u:canary@db:5432:5433/tokens",
                "postgresql://u:canary@db,/tokens",
                "postgresql://u:canary@,db/tokens",
                "postgresql://u:canary@d b/tokens",
                "postgresql://u:canary@::1/tokens",
                "postgresql://u:canary@db/tokens?canary",
                "postgresql://u:canary@db/tokens?=canary",
                "postgresql://u:canary@db/tokens?a=canary&a=canary",
                "postgresql://u:canary@db/tokens?a=canary&",
                "postgresql://u:canary%2@db/tokens",
                " postgresql://u:canary@db/tokens"
            })
    void aTypoIsRefusedWithoutBeingQuoted(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void thePasswordIsHiddenWhenPrinted() {
        assertThat(DatabaseUrl.parse("postgresql://u:canary@db/tokens").toString())
                .doesNotContain("canary");
    }

    @Test
    void aBrokenPercentEncodingIsNotQuotedEither() {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u:%zzcanary@db/tokens"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("zz");
    }

    /** As container networks name their hosts. */
    @Test
    void aHostsNameMayHoldAnUnderscore() {
        assertThat(DatabaseUrl.parse("postgresql://u:p@token_db:5432/tokens").hosts())
                .containsExactly("token_db");
    }
}
