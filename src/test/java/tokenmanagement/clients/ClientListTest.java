package tokenmanagement.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tokenmanagement.platform.Answers.assertProblem;
import static tokenmanagement.platform.Answers.json;

import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tokenmanagement.platform.ProblemException;
import tokenmanagement.platform.Uris;
import tokenmanagement.security.AuditSubject;
import tokenmanagement.security.BranchLimits;
import tokenmanagement.security.Calling;

/** Route 7 over registrations with the ids 1, 2, 3 … */
class ClientListTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ClientResource resource = new ClientResource();
    private int rows = 120;
    private ClientSearch searched;

    @BeforeEach
    void readOwnRows() {
        resource.security = Calling.unlimited();
        resource.subject = new AuditSubject();
        resource.views = new ClientViewStore() {
            @Override
            public List<ClientView> after(long after, int limit, ClientSearch search) {
                searched = search;
                return LongStream.rangeClosed(after + 1, Math.min(rows, after + limit))
                        .<ClientView>mapToObj(View::new)
                        .toList();
            }

            @Override
            public Optional<ClientView> find(long id) {
                return id <= rows ? Optional.of(new View(id)) : Optional.empty();
            }
        };
    }

    private static final class View extends ClientView {
        private final long id;

        View(long id) {
            this.id = id;
        }

        @Override
        public String getBranchId() {
            return "branch-" + id;
        }

        @Override
        public long getVersion() {
            return 4;
        }

        @Override
        public ClientSummary summary() {
            Optional<Instant> never = Optional.empty();
            return new ClientSummary(
                    id,
                    "branch-" + id,
                    "google",
                    "owner@example.com",
                    "Name",
                    "https://example.com",
                    List.of("a"),
                    true,
                    "never-connected",
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    never,
                    never,
                    Optional.empty(),
                    never,
                    NOON,
                    NOON);
        }
    }

    private List<Long> ids(String... query) {
        return resource.list(Uris.withQuery(query)).clients().stream()
                .map(ClientSummary::clientId)
                .toList();
    }

    private Optional<String> next(String... query) {
        return resource.list(Uris.withQuery(query)).next();
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrOverlap() {
        assertThat(ids("limit", "50")).hasSize(50).startsWith(1L).endsWith(50L);
        assertThat(next("limit", "50")).contains("50");
        assertThat(ids("limit", "50", "after", "50")).startsWith(51L).endsWith(100L);
        assertThat(ids("limit", "50", "after", "100")).startsWith(101L).endsWith(120L);
    }

    @Test
    void theLastPageNamesNoNext() {
        rows = 50;

        assertThat(next("limit", "50")).isEmpty();
        assertThat(json(resource.list(Uris.withQuery())).has("next")).isFalse();
    }

    @Test
    void noRowsAreAnEmptyPage() {
        rows = 0;

        assertThat(json(resource.list(Uris.withQuery()))).hasToString("{\"clients\":[]}");
    }

    @Test
    void aSearchIsPassedOnAsItIs() {
        resource.list(Uris.withQuery("q", "50%_", "status", "reauthorization-required"));

        assertThat(searched).isEqualTo(new ClientSearch("50%_", Optional.of(ClientState.REAUTHORIZATION_REQUIRED)));
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 201",
        "limit, -1",
        "limit, x",
        "after, -1",
        "after, x",
        "status, CONNECTED",
        "status, ''",
        "page, 2"
    })
    void aWrongParameterIsRefused(String name, String value) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> resource.list(Uris.withQuery(name, value)));

        assertThat(refused.problem().code()).isEqualTo("invalid-request");
    }

    @Test
    void oneRegistrationComesWithItsVersion() {
        Response response = resource.read("7", Uris.withQuery());

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeaderString("ETag")).isEqualTo("\"4\"");
        assertThat(json(response))
                .hasToString("{\"client_id\":7,\"branch_id\":\"branch-7\",\"google_client_id\":\"google\","
                        + "\"workspace_email\":\"owner@example.com\",\"workspace_name\":\"Name\","
                        + "\"redirect_uri\":\"https://example.com\",\"scopes\":[\"a\"],\"is_active\":true,"
                        + "\"status\":\"never-connected\",\"connected\":false,"
                        + "\"created_at\":\"2026-01-01T12:00:00Z\",\"updated_at\":\"2026-01-01T12:00:00Z\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"121", "0", "-1", "9223372036854775808", "1e3", "1;drop", "../1"})
    void anUnknownIdIsNotFound(String id) {
        assertProblem(resource.read(id, Uris.withQuery()), 404, "not-found");
    }

    @Test
    void theLimitsOfTheCallerAreSearchedBy() {
        resource.security = Calling.within("branch-1*");

        resource.list(Uris.withQuery());

        assertThat(searched.limits()).isEqualTo(BranchLimits.to(List.of("branch-1*")));
    }

    @Test
    void aRegistrationBeyondTheLimitsIsAnsweredAsAnUnknownOne() {
        resource.security = Calling.within("branch-1*");

        assertThat(resource.read("12", Uris.withQuery()).getStatus()).isEqualTo(200);
        assertThat(json(resource.read("21", Uris.withQuery()))).isEqualTo(json(resource.read("121", Uris.withQuery())));
    }
}
