package tokenmanagement.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Where the API lives. The servers find resources and providers by their annotations. */
@ApplicationPath(RestApplication.BASE_PATH)
public class RestApplication extends Application {
    public static final String BASE_PATH = "/token-management";

    /** Jersey would describe every resource to whoever asks for {@code application.wadl}. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
