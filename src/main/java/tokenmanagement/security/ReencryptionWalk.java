package tokenmanagement.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import tokenmanagement.security.SealedColumnStore.Renewed;
import tokenmanagement.security.SealedColumnStore.Sealed;

/**
 * One walk through all columns, by primary key, a window of rows at a time. It changes no more than the ciphertexts: no
 * version, no generation, no time of a row.
 */
final class ReencryptionWalk {
    static final int WINDOW = 200;

    private static final Logger LOG = Logger.getLogger(ReencryptionWalk.class.getName());
    private static final int MOST_REPORTED = 1_000;

    private final List<SealedColumn> columns;
    private final SealedColumnStore rows;
    private final SecretCipher cipher;
    private final Set<String> reported;
    private int column;
    private Optional<Object> after = Optional.empty();
    private long written;
    private long unreadable;

    /** @param reported the rows that the log names already as unreadable */
    ReencryptionWalk(List<SealedColumn> columns, SealedColumnStore rows, SecretCipher cipher, Set<String> reported) {
        this.columns = columns;
        this.rows = rows;
        this.cipher = cipher;
        this.reported = reported;
    }

    long written() {
        return written;
    }

    long unreadable() {
        return unreadable;
    }

    boolean isOver() {
        return column == columns.size();
    }

    /** Goes on by one window. */
    void step() {
        List<Sealed> window =
                rows.window(columns.get(column), after, cipher.ring().primaryPrefix(), WINDOW);
        List<Renewed> batch = new ArrayList<>();
        for (Sealed row : window) {
            row.ciphertext().flatMap(old -> renewed(row, old)).ifPresent(batch::add);
        }
        written += batch.isEmpty() ? 0 : rows.replace(columns.get(column), batch);
        if (window.size() == WINDOW) {
            after = Optional.of(window.get(WINDOW - 1).key());
        } else {
            after = Optional.empty();
            column++;
        }
    }

    private Optional<Renewed> renewed(Sealed row, byte[] old) {
        SecretCipher.Place place = columns.get(column).place(row.row());
        try {
            return Optional.of(new Renewed(row.key(), old, cipher.encrypt(cipher.decrypt(old, place), place)));
        } catch (Undecryptable e) {
            unreadable++;
            if (reported.size() < MOST_REPORTED && reported.add(place.toString())) {
                LOG.log(Level.WARNING, "re-encryption passed over a row: {0}", e.getMessage());
            }
            return Optional.empty();
        }
    }
}
