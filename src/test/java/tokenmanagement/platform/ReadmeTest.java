package tokenmanagement.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the code's: the same names, the same defaults. */
class ReadmeTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (?:`([^`]*)`)? ?\\|");
    private static final Map<String, String> REQUIRED = Map.of(
            "TOKEN_MANAGEMENT_DATABASE_URL",
            "postgresql://u:p@localhost/d",
            "TOKEN_MANAGEMENT_ENCRYPTION_KEYS",
            "k:" + Base64.getEncoder().encodeToString(new byte[32]));

    @Test
    void listsEverySettingThatTheCodeReadsAndNoOther() throws IOException {
        TreeSet<String> read = new TreeSet<>();

        SettingsReader.read(name -> {
            read.add(name.replaceAll("_FILE$", ""));
            return REQUIRED.get(name);
        });

        assertThat(defaults().keySet()).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void namesTheDefaultsOfTheCode() throws IOException {
        Map<String, String> asInTheReadme = new HashMap<>(REQUIRED);
        defaults().forEach((name, value) -> asInTheReadme.putIfAbsent(name, value));

        Settings settings = SettingsReader.read(asInTheReadme::get);

        assertThat(settings).isEqualTo(SettingsReader.read(REQUIRED::get));
    }

    private static Map<String, String> defaults() throws IOException {
        Map<String, String> defaults = new HashMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("README.md")));
        while (row.find()) {
            defaults.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        return defaults;
    }
}
