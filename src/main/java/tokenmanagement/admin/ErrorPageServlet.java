package tokenmanagement.admin;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tokenmanagement.platform.Json;
import tokenmanagement.platform.Problem;
import tokenmanagement.platform.ProblemMapper;

/**
 * What the server shows instead of its own error pages, which name its version and its stack: the problem as a page for
 * browsers, as JSON for programs. The routes of the API never come here, they answer for themselves.
 */
@WebServlet("/error")
public class ErrorPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** Also for an error of a POST: an error keeps the method of its request. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = problem(request);
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        String accept = request.getHeader("Accept");
        if (accept == null || !accept.contains("text/html")) {
            response.setContentType(Problem.MEDIA_TYPE);
            response.getOutputStream().write(Json.bytes(problem));
            return;
        }
        PlainPage.write(
                response,
                problem.title(),
                "<p>" + problem.detail() + incident(problem) + "</p>\n    "
                        + "<p><a class=\"tm-button tm-primary\" href=\"/admin/\">Open the console</a></p>");
    }

    private static Problem problem(HttpServletRequest request) {
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (thrown != null) {
            return ProblemMapper.problem(thrown);
        }
        Integer status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return ofStatus(status == null ? HttpServletResponse.SC_NOT_FOUND : status);
    }

    private static Problem ofStatus(int status) {
        if (status >= 500 && status != HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            return ProblemMapper.problem(
                    new IllegalStateException("the server answers " + status + " without a cause"));
        }
        return switch (status) {
            case 403 -> Problem.of(403, "page-expired", "This page was open for too long. Open it again and repeat.");
            case 404 -> Problem.notFound("There is nothing at this address.");
            case 405 -> Problem.of(405, "method-not-allowed", "This address does not take that method. See Allow.");
            case 413 -> Problem.of(413, "content-too-large", "A form may have at most 64 KiB.");
            case 503 -> Problem.of(503, "unavailable", "The service is not ready. Try again in a moment.");
            default -> Problem.of(status, "invalid-request", "The request was refused.");
        };
    }

    private static String incident(Problem problem) {
        Object incident = problem.members().get("incident");
        return incident == null ? "" : " Incident: " + incident;
    }
}
