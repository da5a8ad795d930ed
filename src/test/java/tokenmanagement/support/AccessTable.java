package tokenmanagement.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table beside the code that says what every route answers to every kind of key. */
public final class AccessTable {
    private static final Path FILE = Path.of("src/main/java/tokenmanagement/security/access.md");

    private AccessTable() {}

    public static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For each route, as method and path, the status by the kind of key. */
    public static Map<String, Map<String, Integer>> rows() {
        List<String> lines = text().lines().toList();
        List<String> kinds = cells(lines.get(0));
        Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(2, lines.size())) {
            List<String> cells = cells(line);
            Map<String, Integer> row = new LinkedHashMap<>();
            for (int i = 1; i < kinds.size(); i++) {
                row.put(kinds.get(i), Integer.valueOf(cells.get(i)));
            }
            rows.put(cells.get(0), row);
        }
        return rows;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
    }
}
