package tokenmanagement.tokens;

import java.util.Locale;

/** Why a pair was stored. */
public enum Cause {
    CONNECT,
    READ,
    TIMER,
    FORCED,
    REJECTED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
