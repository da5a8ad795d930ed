package tokenmanagement.platform;

import java.util.List;

/** The environment holds mistakes; the application must not start. The message lists all of them, one a line. */
public class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettings(List<String> mistakes) {
        super("The settings hold " + mistakes.size() + (mistakes.size() == 1 ? " mistake:" : " mistakes:") + "\n  - "
                + String.join("\n  - ", mistakes));
    }
}
