package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tokenmanagement.platform.Answers.assertProblem;

import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMapperTest {
    private static final String CANARY = "canary: SELECT secret FROM clients";

    private final LogCapture log = LogCapture.of(ProblemMapper.class);
    private final ProblemMapper mapper = new ProblemMapper();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    static Stream<Arguments> refusalsOfTheContainer() {
        return Stream.of(
                arguments(new BadRequestException(CANARY), 400, "invalid-request"),
                arguments(new NotFoundException(CANARY), 404, "not-found"),
                arguments(
                        new NotAllowedException(
                                CANARY,
                                Response.status(405).header("Allow", "GET").build()),
                        405,
                        "method-not-allowed"),
                arguments(new NotAcceptableException(CANARY), 406, "not-acceptable"),
                arguments(new ClientErrorException(CANARY, 413), 413, "content-too-large"),
                arguments(new NotSupportedException(CANARY), 415, "unsupported-media-type"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource
    void refusalsOfTheContainer(Throwable thrown, int status, String code) {
        Response response = mapper.toResponse(thrown);

        assertProblem(response, status, code);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void tellsTheMethodsThatAreAllowed() {
        Response response = mapper.toResponse(new NotAllowedException("GET"));

        assertThat(response.getHeaderString("Allow")).isEqualTo("GET");
    }

    @Test
    void badInputIsAnsweredWithItsProblem() {
        Problem problem = Problem.invalidRequest("Comes twice.").with("field", "state");

        assertThat(mapper.toResponse(new ProblemException(problem)).getEntity()).isEqualTo(problem);
    }

    @Test
    void badInputIsFoundInsideWhateverWrapsIt() {
        Problem problem = Problem.invalidRequest("Comes twice.");
        Throwable wrapped = new EJBException(new IllegalStateException(CANARY, new ProblemException(problem)));

        assertThat(mapper.toResponse(wrapped).getEntity()).isEqualTo(problem);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08006", "40001", "40P01", "53100", "53200", "53300", "57014", "57P01",
                "57P03", "58000", "58030", "25006", "55P03"
            })
    void aDatabaseThatCannotNowIsUnavailable(String state) {
        Response response = mapper.toResponse(wrapped(new SQLException(CANARY, state)));

        assertProblem(response, 503, "database-unavailable");
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(log.text()).doesNotContain("canary", "incident");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "22001", "42P01", "42601", "0A000"})
    void aStatementThatIsWrongIsABug(String state) {
        Response response = mapper.toResponse(wrapped(new SQLException(CANARY, state)));

        assertProblem(response, 500, "internal-error");
    }

    /** As it leaves an EJB: the container around JPA around EclipseLink around the driver. */
    private static Throwable wrapped(SQLException e) {
        return new EJBException(new PersistenceException(DatabaseException.sqlException(e)));
    }

    @Test
    void aDatabaseThatGivesNoConnectionIsUnavailable() {
        DatabaseUnavailable away = new DatabaseUnavailable(new SQLException(CANARY, "08001"));

        assertProblem(mapper.toResponse(away), 503, "database-unavailable");
        assertProblem(
                mapper.toResponse(new EJBTransactionRolledbackException(CANARY, away)), 503, "database-unavailable");
    }

    static Stream<Throwable> bugs() {
        return Stream.of(
                new IllegalStateException(CANARY),
                new EJBException(new IllegalStateException(CANARY)),
                new EJBException(CANARY),
                new RuntimeException(new IOException(CANARY)),
                new ProcessingException(CANARY),
                new NullPointerException(),
                new AssertionError(CANARY),
                new StackOverflowError(),
                new InternalServerErrorException(CANARY));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void noExceptionsMessageGetsIntoAnAnswer(Throwable thrown) {
        Response response = mapper.toResponse(thrown);

        String headers = response.getHeaders().toString();
        String body = new String(Answers.text((Record) response.getEntity()));
        assertThat(body + headers).doesNotContain("canary", "SELECT", "Exception", "Error\"", "at java");
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void everythingElseIsABug(Throwable thrown) {
        Response response = mapper.toResponse(thrown);

        String incident =
                assertProblem(response, 500, "internal-error").path("incident").textValue();
        assertThat(incident).matches("[0-9a-f]{32}");
        assertThat(log.records()).singleElement().satisfies(logged -> {
            assertThat(logged.getMessage()).contains(incident);
            assertThat(logged.getThrown()).isSameAs(thrown);
        });
    }

    @Test
    void everyIncidentHasItsOwnId() {
        String first = Answers.json(mapper.toResponse(new RuntimeException()))
                .path("incident")
                .textValue();
        String second = Answers.json(mapper.toResponse(new RuntimeException()))
                .path("incident")
                .textValue();

        assertThat(first).isNotEqualTo(second);
    }
}
