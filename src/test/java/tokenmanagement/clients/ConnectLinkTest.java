package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static tokenmanagement.platform.Answers.assertProblem;
import static tokenmanagement.platform.Answers.json;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.LogCapture;
import tokenmanagement.platform.Uris;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.Calling;
import tokenmanagement.support.MutableClock;
import tokenmanagement.support.TestSettings;

/** Route 6 over the one client 7. */
class ConnectLinkTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final LogCapture log = LogCapture.of(ConnectLinks.class);
    private final ConnectLinkResource resource = new ConnectLinkResource();
    private ClientDouble client = new ClientDouble(7);
    private ConnectLink saved;
    private boolean stands = true;

    @BeforeEach
    void putTogether() {
        ConnectLinks issuer = new ConnectLinks();
        resource.links = issuer;
        issuer.settings = TestSettings.of(Map.of("TOKEN_MANAGEMENT_PUBLIC_URL", "https://tokens.example.com"));
        issuer.clock = new MutableClock(NOON.plusMillis(999));
        resource.security = Calling.unlimited();
        resource.subject = new AuditSubject();
        issuer.clients = new ClientStore() {
            @Override
            public Optional<Client> find(long id) {
                return id == 7 ? Optional.of(client) : Optional.empty();
            }
        };
        issuer.links = new ConnectLinkStore() {
            @Override
            public boolean save(ConnectLink link, long clientId, Instant expiresAt) {
                assertThat(expiresAt).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
                saved = link;
                return stands;
            }
        };
    }

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private Response create(String clientId) {
        return resource.create(clientId, Uris.withQuery());
    }

    @Test
    void aLinkIsAnAddressForAQuarterOfAnHour() {
        Response response = create("7");

        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(json(response))
                .hasToString("{\"url\":\"https://tokens.example.com/token-management/oauth/login/7?link="
                        + saved.secret().reveal() + "\",\"expires_at\":\"2026-01-01T12:15:00Z\"}");
    }

    @Test
    void aLinkIsNeverPrinted() {
        Response response = create("7");

        assertThat(log.text() + response.getEntity() + saved)
                .contains("branch=branch-7", "by=x")
                .doesNotContain(saved.secret().reveal());
    }

    @Test
    void onlyItsHashIsStored() {
        create("7");

        assertThat(saved.hash())
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(saved.secret().reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "0", "-1", "x", "07", "9223372036854775808"})
    void anUnknownClientGetsNone(String clientId) {
        assertProblem(create(clientId), 404, "not-found");
        assertThat(saved).isNull();
    }

    @Test
    void anInactiveClientGetsNone() {
        client = client.inactive();

        assertThat(json(create("7"))).isEqualTo(json(create("8")));
        assertThat(saved).isNull();
    }

    @Test
    void aClientBeyondTheLimitsOfTheCallerGetsNone() {
        resource.security = Calling.within("another");

        assertThat(json(create("7"))).isEqualTo(json(create("8")));
        assertThat(saved).isNull();
    }

    @Test
    void aClientThatIsDeletedMeanwhileGetsNone() {
        stands = false;

        assertProblem(create("7"), 404, "not-found");
    }

    @Test
    void noTwoLinksAreTheSame() {
        assertThat(Stream.generate(ConnectLink::random).limit(1000).map(link -> link.secret()
                        .reveal()))
                .doesNotHaveDuplicates()
                .allMatch(text -> ConnectLink.parse(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA A"
            })
    void whatIsNoLinkIsNone(String text) {
        assertThat(ConnectLink.parse(text)).isEmpty();
    }
}
