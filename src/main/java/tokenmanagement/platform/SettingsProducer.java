package tokenmanagement.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Reads the environment once for the whole application. */
@ApplicationScoped
public class SettingsProducer {
    private Settings settings;

    @Produces
    synchronized Settings settings() {
        if (settings == null) {
            settings = SettingsReader.read(SettingsReader::environment);
        }
        return settings;
    }
}
