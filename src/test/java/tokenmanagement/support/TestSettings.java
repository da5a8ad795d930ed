package tokenmanagement.support;

import java.util.HashMap;
import java.util.Map;
import tokenmanagement.platform.Settings;
import tokenmanagement.platform.SettingsReader;

/** Settings for a test, read as the service reads them: what a test names, over defaults that are enough to start. */
public final class TestSettings {
    private static final Map<String, String> DEFAULTS = Map.of(
            "TOKEN_MANAGEMENT_DATABASE_URL", "postgresql://nobody:nothing@127.0.0.1:1/none",
            "TOKEN_MANAGEMENT_ENCRYPTION_KEYS", "test:" + "A".repeat(43) + "=",
            "TOKEN_MANAGEMENT_GOOGLE_TIMEOUT", "PT5S");

    private TestSettings() {}

    @SafeVarargs
    public static Settings of(Map<String, String>... layers) {
        Map<String, String> environment = new HashMap<>(DEFAULTS);
        for (Map<String, String> layer : layers) {
            environment.putAll(layer);
        }
        return SettingsReader.read(environment::get);
    }
}
