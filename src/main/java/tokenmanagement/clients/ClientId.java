package tokenmanagement.clients;

import java.util.Optional;

/** Our integer id of a registration, as it comes in a path: whatever is none belongs to no client. */
public final class ClientId {
    private ClientId() {}

    public static Optional<Long> parse(String text) {
        return text.matches("[1-9]\\d{0,17}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
