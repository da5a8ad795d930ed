package tokenmanagement.platform;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns whatever was thrown into the one error body. No exception's message ever gets into an answer. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        return problem(thrown).response();
    }

    public static Problem problem(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException expected) {
                return expected.problem();
            }
            if (cause instanceof WebApplicationException refused && !(thrown instanceof EJBException)) {
                return ofStatus(refused);
            }
        }
        if (DatabaseFailures.isUnavailable(thrown)) {
            LOG.log(Level.WARNING, "answered database-unavailable");
            return databaseUnavailable();
        }
        return bug(thrown);
    }

    public static Problem databaseUnavailable() {
        return Problem.unavailable(
                "database-unavailable",
                "The service cannot reach its database at the moment. Try again after the time in Retry-After.",
                Duration.ofSeconds(2));
    }

    private static Problem ofStatus(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        Problem problem =
                switch (status) {
                    case 400 ->
                        Problem.invalidRequest("The request cannot be read. Compare it with the API description.");
                    case 404 -> Problem.notFound("There is nothing at this address. Check the path.");
                    case 405 ->
                        Problem.of(405, "method-not-allowed", "This address does not take that method. See Allow.");
                    case 406 ->
                        Problem.of(406, "not-acceptable", "This address answers in JSON. Accept application/json.");
                    case 413 -> requestTooLarge();
                    case 415 ->
                        Problem.of(415, "unsupported-media-type", "Send the body as application/json in UTF-8.");
                    default -> status < 500 ? Problem.of(status, "invalid-request", "The request was refused.") : null;
                };
        if (problem == null) {
            return bug(refused);
        }
        String allow = refused.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? problem : problem.header(HttpHeaders.ALLOW, allow);
    }

    static Problem requestTooLarge() {
        return Problem.of(413, "content-too-large", "A request body may have at most 64 KiB.")
                .header("Connection", "close");
    }

    private static Problem bug(Throwable thrown) {
        return bug("The service failed. Give the incident id to its operator: the log has the cause under it.", thrown);
    }

    /** An {@code internal-error}; what went wrong goes to the log, under the incident that the answer names. */
    public static Problem bug(String detail, Throwable thrown) {
        String incident = RequestTrace.current().map(RequestTrace::id).orElseGet(RequestTrace::randomId);
        LOG.log(Level.SEVERE, "incident " + incident, thrown);
        return Problem.of(500, "internal-error", detail).with("incident", incident);
    }
}
