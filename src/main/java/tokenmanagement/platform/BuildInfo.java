package tokenmanagement.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** {@code tokenmgmt_build_info}: always 1, the version stands in a label. Maven writes it into every WAR. */
@WebListener
public class BuildInfo implements ServletContextListener {
    private static final String FILE = "/META-INF/maven/tokenmanagement/token-management/pom.properties";

    @Inject
    MeterRegistry registry;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Gauge.builder(Metrics.PREFIX + "build.info", () -> 1)
                .description("The version that runs here")
                .tag("version", version(event.getServletContext()))
                .register(registry);
    }

    private static String version(ServletContext context) {
        Properties properties = new Properties();
        try (InputStream file = context.getResourceAsStream(FILE)) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
