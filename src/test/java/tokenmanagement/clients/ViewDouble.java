package tokenmanagement.clients;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be seen of a registration that nobody has consented for, without a row behind it. */
public class ViewDouble extends ClientView {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final long id;
    private final long version;

    public ViewDouble(long id, long version) {
        this.id = id;
        this.version = version;
    }

    @Override
    public long getId() {
        return id;
    }

    @Override
    public String getBranchId() {
        return "branch-" + id;
    }

    @Override
    public long getVersion() {
        return version;
    }

    @Override
    public ClientSummary summary() {
        Optional<Instant> never = Optional.empty();
        Optional<String> none = Optional.empty();
        return new ClientSummary(
                id,
                "branch-" + id,
                "google",
                "owner@example.com",
                "Name",
                "https://example.com",
                List.of("a"),
                true,
                "never-connected",
                false,
                none,
                none,
                never,
                never,
                none,
                never,
                none,
                NOON,
                NOON);
    }
}
