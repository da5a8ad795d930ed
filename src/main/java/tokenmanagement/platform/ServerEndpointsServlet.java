package tokenmanagement.platform;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Covers the server's own endpoints. Payara answers these addresses to everybody, with figures about pools and memory;
 * an application at the root of the server takes precedence.
 */
@WebServlet({"/health", "/health/*", "/metrics/*", "/openapi", "/openapi/*"})
public class ServerEndpointsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
