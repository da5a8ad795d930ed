package tokenmanagement.clients;

/** What came of a registration. */
public sealed interface RegistrationResult {
    record Created(long id) implements RegistrationResult {}

    /** The branch has a registration already, this one. */
    record AlreadyExists(long id) implements RegistrationResult {}
}
