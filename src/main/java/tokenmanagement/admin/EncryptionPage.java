package tokenmanagement.admin;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tokenmanagement.security.EncryptionKeys;
import tokenmanagement.security.EncryptionStatus;
import tokenmanagement.security.EncryptionStatus.KeyUse;

/** Which encryption keys are in use, and how far the rows have come on their way to the first one. */
@Named
@RequestScoped
public class EncryptionPage {
    @Inject
    EncryptionKeys keys;

    @Inject
    Clock clock;

    private EncryptionStatus status;
    private Instant now;

    /**
     * One key as the page shows it.
     *
     * @param role what the key is for, in words
     */
    public record Row(KeyUse use, String role, String tone) {}

    @PostConstruct
    void open() {
        status = keys.status();
        now = clock.instant();
    }

    public EncryptionStatus getStatus() {
        return status;
    }

    public List<Row> getRows() {
        return rows(status);
    }

    static List<Row> rows(EncryptionStatus status) {
        List<Row> rows = new ArrayList<>(IntStream.range(0, status.keys().size())
                .mapToObj(place -> row(status.keys().get(place), place == 0))
                .toList());
        status.missing().forEach(use -> rows.add(new Row(use, "Missing in the settings, and still needed", "bad")));
        return rows;
    }

    private static Row row(KeyUse use, boolean first) {
        if (first) {
            return new Row(use, "Encrypts", "good");
        }
        boolean needed = use.total() > 0 || !use.apiKeys().isEmpty();
        return needed
                ? new Row(use, "Still needed: leave it in the settings", "waiting")
                : new Row(use, "Needed no more: it can be taken out of the settings", "quiet");
    }

    /** Rows under the first key, of a hundred. */
    public int getPercent() {
        return percent(status);
    }

    static int percent(EncryptionStatus status) {
        long done = status.keys().get(0).total();
        long others = status.keys().stream().skip(1).mapToLong(KeyUse::total).sum();
        long all = done
                + others
                + status.missing().stream().mapToLong(KeyUse::total).sum();
        return all == 0 ? 100 : (int) (done * 100 / all);
    }

    public String getProgress() {
        return switch (status.progress()) {
            case DONE -> "Every row that can be read is under the first key.";
            case WORKING -> "Rows are on their way to the first key. Nothing waits for it.";
            case WAITING_FOR_NODES ->
                "Not all nodes have the same first key yet. Rows move when the last node was started with it.";
        };
    }

    public Moment getCounted() {
        return Moment.past(status.countedAt(), now);
    }

    public Moment getFinished() {
        return Moment.past(status.finishedAt(), now);
    }
}
