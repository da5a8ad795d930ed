package tokenmanagement.platform;

import jakarta.ejb.ApplicationException;

/** The database gave no connection or no answer; nothing was changed. Answered as 503 {@code database-unavailable}. */
@ApplicationException(rollback = true)
public class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(Throwable cause) {
        super("the database does not answer", cause);
    }
}
