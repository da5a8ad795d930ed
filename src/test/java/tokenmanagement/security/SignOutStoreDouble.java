package tokenmanagement.security;

/** The row of sign-outs in memory, and sessions that look there. */
public final class SignOutStoreDouble extends SignOutStore {
    private long count;

    public static AdministratorSession sessions() {
        return new SignOutStoreDouble().seenBy();
    }

    /** A node of its own. */
    AdministratorSession seenBy() {
        AdministratorSession sessions = new AdministratorSession();
        sessions.signOuts = this;
        return sessions;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void add() {
        count++;
    }
}
