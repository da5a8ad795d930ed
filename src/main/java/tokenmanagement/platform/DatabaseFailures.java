package tokenmanagement.platform;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.sql.SQLException;

/**
 * Around every method of a store: a database that does not answer is an expected thing, said in one word.
 *
 * <p>Without this the servers log the whole stack of each failed call, several times, and an outage fills the disk.
 */
public class DatabaseFailures {
    @AroundInvoke
    public Object translate(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (RuntimeException e) {
            throw isUnavailable(e) ? new DatabaseUnavailable(e) : e;
        }
    }

    static boolean isUnavailable(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable || cause instanceof SQLException sql && isUnavailable(sql)) {
                return true;
            }
        }
        return false;
    }

    /**
     * SQLSTATE classes that say "not now" (PostgreSQL appendix A): connection, transaction rolled back, insufficient
     * resources, operator intervention, system error, read-only, lock not available; no state at all comes from the
     * pool.
     */
    private static boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.matches("(08|40|53|57|58).*") || state.equals("25006") || state.equals("55P03");
    }
}
