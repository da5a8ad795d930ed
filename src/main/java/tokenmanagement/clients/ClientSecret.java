package tokenmanagement.clients;

import java.util.Locale;

/** Which of a registration's two secrets: the one written last, or the one before it. */
public enum ClientSecret {
    CURRENT,
    PREVIOUS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
