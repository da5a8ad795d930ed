package tokenmanagement.clients;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The state of a registration as one word; the view {@code client_views} decides which. */
public enum ClientState {
    INACTIVE,
    NEVER_CONNECTED,
    DISCONNECTED,
    REAUTHORIZATION_REQUIRED,
    MISSING_SCOPE,
    CLIENT_MISCONFIGURED,
    REFRESH_FAILING,
    CONNECTED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ClientState> find(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    static ClientState of(String word) {
        return find(word).orElseThrow(() -> new IllegalStateException("the view knows a state that we do not"));
    }
}
