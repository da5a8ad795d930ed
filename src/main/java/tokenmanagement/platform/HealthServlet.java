package tokenmanagement.platform;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: the database answers too; schema and key ring were
 * checked before the application could start. Whoever asks without authorization learns only the status.
 */
@WebServlet({"/health/live", "/health/ready"})
public class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(HealthServlet.class.getName());

    private final AtomicBoolean ready = new AtomicBoolean(true);

    @Resource(lookup = DatabaseMigration.DATA_SOURCE)
    transient DataSource dataSource;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean up = request.getServletPath().endsWith("live") || databaseAnswers();
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.getWriter().write(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }

    private boolean databaseAnswers() {
        // a statement, not Connection.isValid: only its failure tells WildFly's pool that the connection is dead
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return changedTo(true, null);
        } catch (SQLException e) {
            return changedTo(false, e);
        }
    }

    /** Logs the change only: a probe asks every few seconds. */
    private boolean changedTo(boolean now, SQLException cause) {
        if (ready.getAndSet(now) != now) {
            LOG.log(Level.WARNING, now ? "database is back, ready" : "database does not answer, not ready", cause);
        }
        return now;
    }
}
